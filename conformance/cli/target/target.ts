/** What is under test, as the command line names it. */
import type { Profile } from '../../exchange/profile.js';
import type { SystemUnderTest } from '../../sut/system.js';

/** A target that was named, and is not open yet. */
export interface Target {
  /** Its options and command as they stand on the command line; empty for our own reference server. */
  readonly name: string;
  /** What is under test; a server, where it is left out. */
  readonly side?: Profile['side'];
  /** Starts it or connects to it. `withinMs`: how long a server has for its first Joined. */
  open(withinMs?: number): Promise<SystemUnderTest>;
}
