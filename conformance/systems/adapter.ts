/** What makes a foreign system a system under test. A vendor's own module exports one as `adapter`. */
import type { SystemUnderTest } from '../sut/system.js';

/**
 * A system that speaks another protocol, as the command line names and starts it.
 *
 * @example
 * export const adapter: Adapter = {
 *   name: 'ours',
 *   summary: 'our own server, by its back-end API',
 *   start: async () => ourSystem,
 * };
 */
export interface Adapter {
  /** What it is called on the command line. */
  readonly name: string;
  /** One line for the list of adapters. */
  readonly summary: string;
  /** Starts the system, or finds it. Rejects with Unreachable, and with what to do about it, where there is none. */
  start(): Promise<SystemUnderTest>;
}
