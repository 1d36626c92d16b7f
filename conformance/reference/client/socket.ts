/** A WebSocket as browsers have it, and as `ws` has it too: what comes over it is told to a listener. */

/** Binary frames, with protobuf. */
export const BINARY_SUBPROTOCOL = 'adjourn.v1.proto';
/** Text frames, with ProtoJSON. */
export const TEXT_SUBPROTOCOL = 'adjourn.v1.json';
/**
 * In which form frames are sent: `spec/wire.md`.
 *
 * @example
 * const subprotocols: Subprotocol[] = ['adjourn.v1.json', 'adjourn.v1.proto'];
 */
export type Subprotocol = typeof BINARY_SUBPROTOCOL | typeof TEXT_SUBPROTOCOL;
/** What is asked for where the application does not say. */
export const USUAL_SUBPROTOCOLS: readonly Subprotocol[] = [BINARY_SUBPROTOCOL];

/** One message, as it travels. */
export type ClientFrame = Uint8Array<ArrayBuffer> | string;

/** Hears what becomes of one connection. */
export interface ConnectionListener {
  /** It is open, and the server speaks a subprotocol that was asked for. */
  opened(): void;
  /** The server chose another subprotocol, or none. */
  refused(): void;
  /** It did not come to be open. */
  failed(): void;
  /** Something came: an ArrayBuffer, or text. */
  frame(data: unknown): void;
  /** It is closed; 1006 where there was no close frame. */
  closed(code: number): void;
}

/** One connection, as the client uses it. */
export interface ClientConnection {
  /** What the server chose, once it is open. */
  readonly protocol: string;
  /** Sends one message. */
  send(frame: ClientFrame): void;
  /** Begins to close it. */
  close(code: number): void;
}

/** As much of a WebSocket as is needed here. */
export interface WebSocketLike {
  binaryType: string;
  readonly protocol: string;
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
  send(frame: ClientFrame): void;
  close(code: number): void;
}

/** Listens to a socket that is being opened, with these subprotocols to choose from. */
export function connectionOver(
  socket: WebSocketLike,
  listener: ConnectionListener,
  subprotocols = USUAL_SUBPROTOCOLS,
): ClientConnection {
  let open = false;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    open = true;
    if (subprotocols.some((one) => one === socket.protocol)) listener.opened();
    else listener.refused();
  };
  socket.onmessage = ({ data }: { data: unknown }) => listener.frame(data);
  socket.onclose = ({ code }: { code: number }) => (open ? listener.closed(code) : listener.failed());
  // A close follows each error, and says all that is needed.
  socket.onerror = () => {};
  return socket;
}
