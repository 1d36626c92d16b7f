/** The parts of the reference server that can be wrapped, each on its own: what it decides, what it sends, how it closes, what time it is. */
import type { Message, stepRoom } from '../../spec/machine/index.js';

/** Where messages to one connection go out. */
export interface Outlet {
  readonly id: string;
  /** The room that the connection last asked for; empty before any Join. */
  readonly room: string;
  /** Puts one message into the outbox; it gets the next sequence. */
  send(message: Message): void;
  /** Sends the close frame. */
  close(code: number): void;
}

export interface Timer {
  cancel(): void;
}

export interface Parts {
  readonly machine: typeof stepRoom;
  readonly deliver: (outlet: Outlet, message: Message) => void;
  readonly close: (outlet: Outlet, code: number) => void;
  readonly clock: { after(ms: number, run: () => void): Timer };
}

/** Takes the right parts and gives back the same with something changed. Called once for each server. */
export type Wrap = (parts: Parts) => Parts;
