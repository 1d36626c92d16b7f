/** The parts of the reference server that can be wrapped, each on its own: what it decides, what it sends, how it closes, what takes it how long. */
import {
  type Changes,
  type Config,
  type Event,
  type Lookup,
  type Message,
  type RoomReducer,
  react,
  stepRoom,
  type Telling,
} from '../../../spec/machine/index.js';

/** What goes out: what the machine says, and the sign of life that stands outside of it. */
export type Outgoing = Message | { readonly kind: 'heartbeat' };

/** Where messages to one connection go out. */
export interface ServerConnection {
  readonly id: string;
  /** Puts one message into the outbox. */
  send(message: Outgoing, sequence: number): void;
  /** Sends the close frame. */
  close(code: number): void;
  /** Lets go of the connection at once, without a close frame. */
  terminate(): void;
}

export interface Timer {
  cancel(): void;
}

/** What a part may ask of the server by itself, at a time of its own. */
export interface Hand {
  take(event: Event): void;
  /** Puts one more message into somebody's stream. */
  tell(telling: Telling & { kind: 'tell' }): void;
}

export interface Parts {
  /** Called once, before anything else. */
  readonly begun: (hand: Hand) => void;
  /** Decides for one room. */
  readonly machine: RoomReducer;
  /** Takes up one event, and asks `machine` where a room has to decide. */
  readonly react: (config: Config, look: Lookup, event: Event, machine: RoomReducer) => Changes;
  readonly deliver: (outlet: ServerConnection, message: Outgoing, sequence: number) => void;
  readonly close: (outlet: ServerConnection, code: number) => void;
  readonly clock: { after(ms: number, run: () => void): Timer };
  /** How long something really takes that is due after so many milliseconds: a resume window, a silence, a connection without a Join. */
  readonly due: (ms: number) => number;
  /** Awaited before a frame is taken up, and before the operator is answered; undefined: at once. */
  readonly pause: (before: 'frame' | 'answer') => Promise<void> | undefined;
  /** Whether what has arrived before a connection ended is still taken up. */
  readonly drains: () => boolean;
  /** A client's WebSocket is gone, with this close code: as what it is taken up, and when. */
  readonly gone: (code: number, take: (how: 'goodbye' | 'lost') => void) => void;
  /** Whether a connection is lost over which nothing has come for so long, in milliseconds. */
  readonly missed: (quietMs: number, timeoutMs: number) => boolean;
  /** What is done to a connection that is taken as lost. */
  readonly cutOff: (outlet: ServerConnection) => void;
  /** The next half of a switch is due: when it is done. */
  readonly onward: (half: 'fixed' | 'committed', go: () => void) => void;
  /** What a reason says to people, beside its code. */
  readonly words: (code: number) => string;
}

/** The code with which a client says that it leaves. Clause `connection.goodbye`. */
const LEAVING = 4101;

/** Takes the right parts and gives back the same with something changed. Called once for each server. */
export type Wrap = (parts: Parts) => Parts;

export const rightParts: Parts = {
  begun: () => {},
  machine: stepRoom,
  react,
  deliver: (outlet, message, sequence) => outlet.send(message, sequence),
  close: (outlet, code) => outlet.close(code),
  clock: {
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return { cancel: () => clearTimeout(timer) };
    },
  },
  due: (ms) => ms,
  pause: () => undefined,
  drains: () => true,
  gone: (code, take) => take(code === LEAVING ? 'goodbye' : 'lost'),
  missed: (quietMs, timeoutMs) => quietMs > timeoutMs,
  cutOff: (outlet) => outlet.terminate(),
  // This server reaches its rooms without delay: nothing comes between the two halves.
  onward: (_, go) => go(),
  words: () => '',
};
