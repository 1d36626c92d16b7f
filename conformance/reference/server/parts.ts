/** The parts of the reference server that can be wrapped, each on its own: what it decides, what it sends, how it closes, how long it takes. */
import { close } from '../../../gen/codes.js';
import type { Config } from '../../../spec/machine/config.js';
import type { Changes, Lookup } from '../../../spec/machine/draft.js';
import type { Access, Event } from '../../../spec/machine/events.js';
import type { Message } from '../../../spec/machine/messages.js';
import { react } from '../../../spec/machine/react.js';
import { stepRoom } from '../../../spec/machine/room/reducer.js';
import type { RoomReducer, Telling } from '../../../spec/machine/state.js';
import type { Claim } from './access.js';
import { decodeClientFrame, type Incoming } from './decode.js';

/** What goes out: what the machine says, and the sign of life that stands outside of it. */
export type Outgoing = Message | { readonly kind: 'heartbeat' };

/** One connection, as the parts see it. */
export interface ServerConnection {
  readonly id: string;
  /** Puts one message into the outbox. */
  send(message: Outgoing, sequence: number): void;
  /** Sends the close frame. */
  close(code: number): void;
  /** Lets go of the connection at once, without a close frame. */
  terminate(): void;
}

/** Something that happens later, unless it is cancelled. */
export interface Timer {
  cancel(): void;
}

/** What a part may ask of the server by itself, at a time of its own. */
export interface Hand {
  /** Takes up an event. */
  take(event: Event): void;
  /** Puts one more message into the messages of a room object. */
  tell(telling: Telling & { kind: 'tell' }): void;
}

/** What makes a server; each part can be replaced. */
export interface Parts {
  /** Called once, before anything else. */
  readonly begun: (hand: Hand) => void;
  /** Reads a frame; `text`: on the subprotocol of text frames. */
  readonly read: (data: Buffer, isBinary: boolean, text: boolean) => Incoming;
  /** Whether a frame says that its client lives. */
  readonly isLife: (incoming: Incoming) => boolean;
  /** What a token is worth before anybody looks at its signature; undefined: that is not known. */
  readonly glance: (token: string, claim: Claim) => Access | undefined;
  /** Decides for one room. */
  readonly machine: RoomReducer;
  /** Takes up one event, and asks `machine` where a room has to decide. */
  readonly react: (config: Config, lookup: Lookup, event: Event, machine: RoomReducer) => Changes;
  /** Puts a message into the outbox of a connection. */
  readonly deliver: (connection: ServerConnection, message: Outgoing, sequence: number) => void;
  /** Sends a close frame. */
  readonly close: (connection: ServerConnection, code: number) => void;
  /** Runs something so many milliseconds later. */
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
  readonly missed: (quietMs: number, timeoutMs: number, connection: ServerConnection) => boolean;
  /** What is done to a connection that is taken as lost. */
  readonly cutOff: (connection: ServerConnection) => void;
  /** The next half of a switch is due: when it is done. */
  readonly onward: (half: 'fixed' | 'committed', go: () => void) => void;
  /** What a reason says to people, beside its code. */
  readonly words: (code: number) => string;
}

/** Takes the right parts and gives back the same with something changed. Called once for each server. */
export type Wrap = (parts: Parts) => Parts;

/** The parts of a right server. */
export const rightParts: Parts = {
  begun: () => {},
  read: decodeClientFrame,
  isLife: () => true,
  glance: () => undefined,
  machine: stepRoom,
  react,
  deliver: (connection, message, sequence) => connection.send(message, sequence),
  close: (connection, code) => connection.close(code),
  clock: {
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return { cancel: () => clearTimeout(timer) };
    },
  },
  due: (ms) => ms,
  pause: () => undefined,
  drains: () => true,
  // Clause `connection.goodbye`.
  gone: (code, take) => take(code === close.LEAVE ? 'goodbye' : 'lost'),
  missed: (quietMs, timeoutMs) => quietMs > timeoutMs,
  cutOff: (connection) => connection.terminate(),
  // This server reaches its rooms without delay: nothing comes between the two halves.
  onward: (_, go) => go(),
  words: () => '',
};
