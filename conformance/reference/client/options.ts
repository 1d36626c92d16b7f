/** What a room object needs to know to join, and what it may be told beside that. */
import { type ClientConfig, defaultClientConfig } from '../../../spec/machine/client/config.js';
import type { Subprotocol } from './socket.js';

/**
 * Whom a room object joins as, where, and what it may be told beside that. Times are milliseconds.
 *
 * @example
 * const options: JoinOptions = { url: 'wss://meet.example', roomId: 'blue', participantId: 'ann', accessToken: ourToken };
 */
export interface JoinOptions {
  /** The server's WebSocket: ws:// or wss://. No token stands in it. */
  readonly url: string;
  /** The room. */
  readonly roomId: string;
  /** Who joins; unique in the room. */
  readonly participantId: string;
  /** `attendee` unless said otherwise. */
  readonly role?: 'host' | 'attendee';
  /** Where the server asks for one. A function is called before each Join, so that a token that has expired can be replaced. */
  readonly accessToken?: string | (() => Promise<string>);
  /** What the server may choose from, the best first: `adjourn.v1.proto` alone, unless said otherwise. */
  readonly subprotocols?: readonly Subprotocol[];
  /** How long the client waits for what, in milliseconds; what is left out is as the specification has it. */
  readonly timing?: Partial<ClientConfig>;
}

/**
 * The times of a client, in milliseconds.
 *
 * @throws TypeError where the URL is not one of a WebSocket.
 */
export function timingOf({ url, timing }: JoinOptions): ClientConfig {
  if (!/^wss?:\/\//.test(url))
    throw new TypeError(`The url of a server begins with ws:// or wss://; this one is ${url}.`);
  return { ...defaultClientConfig, ...timing };
}
