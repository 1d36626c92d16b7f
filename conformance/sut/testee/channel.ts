/** The way to a testee, whatever it is made of. */
import type { ToTestee } from '../../exchange/testee.js';

/** What comes from a testee. */
export interface TesteeEvents {
  /** A line, or a text frame: a message if it begins with a brace, and else a log. */
  text(line: string): void;
  /** A binary frame. */
  binary(data: Uint8Array): void;
  /** A line that is a log in any case. */
  log(line: string): void;
  /** Nothing more will come; how it ended, in a few words. */
  ended(how: string): void;
}

/** The way to a testee. */
export interface Channel {
  send(message: ToTestee): void;
  stop(): Promise<void>;
}
