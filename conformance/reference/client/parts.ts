/** The parts of the reference client that can be wrapped, each on its own: what it decides, what it tells, and how it speaks. */
import { stepClient } from '../../../spec/machine/client/step.js';
import { encodeSaying } from './encode.js';
import { type ApplicationEvent, type Audience, reportUncaught } from './events.js';
import { type ReasonWords, wordFor } from './reason.js';
import type { ClientConnection, ClientFrame, ConnectionListener, Subprotocol } from './socket.js';

/** Something that happens later, unless it is cancelled. */
export interface Timer {
  cancel(): void;
}

/**
 * The parts that a client is made of. A test wraps one, to give the client a fault or a freedom.
 *
 * @example
 * const steady = (parts: ClientParts): ClientParts => ({ ...parts, random: () => 0.5 });
 */
export interface ClientParts {
  /** Decides. */
  readonly machine: typeof stepClient;
  /** Delivers an event to the application. */
  readonly tell: (audience: Audience, telling: ApplicationEvent) => void;
  /** What becomes of an error that a listener has thrown. Clause `client.listener-throws`. */
  readonly uncaught: (error: unknown) => void;
  /** Makes a frame of what the machine says. */
  readonly encode: typeof encodeSaying;
  /** Sends one message. */
  readonly send: (connection: ClientConnection, frame: ClientFrame) => void;
  /** Sends the close frame, or gives up an attempt to connect. */
  readonly close: (connection: ClientConnection, code: number) => void;
  /** Begins to open a connection, and asks for these subprotocols. The listener hears nothing before this returns. */
  readonly connect: (
    url: string,
    listener: ConnectionListener,
    subprotocols: readonly Subprotocol[],
  ) => ClientConnection;
  /** Runs something so many milliseconds later. */
  readonly clock: { after(ms: number, run: () => void): Timer };
  /** What is shown of a code. `said` is the sentence that came with it. */
  readonly word: (code: number, said: string) => ReasonWords;
  /** From 0 up to 1. Clause `client.spreads-attempts`. */
  readonly random: () => number;
  /** At least 128 random bits, as text. Clause `client.join-id`. */
  readonly secret: () => string;
  /** Calls `run` when the page is unloaded; what it gives back ends that. Clause `client.unload`. */
  readonly unloading: (run: () => void) => () => void;
}

/**
 * Takes the right parts and gives back the same with something changed. Called once for each room object.
 *
 * @example
 * const wrap: ClientWrap = (parts) => ({ ...parts, uncaught: (error) => console.error(error) });
 */
export type ClientWrap = (parts: ClientParts) => ClientParts;

const SECRET_BYTES = 18;

function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** The right parts, but for what a platform brings. */
export const rightClientParts: Omit<ClientParts, 'connect' | 'unloading'> = {
  machine: stepClient,
  tell: (audience, telling) => audience.tell(telling),
  uncaught: reportUncaught,
  encode: encodeSaying,
  send: (connection, frame) => connection.send(frame),
  close: (connection, code) => connection.close(code),
  clock: {
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return { cancel: () => clearTimeout(timer) };
    },
  },
  word: wordFor,
  random: Math.random,
  secret,
};
