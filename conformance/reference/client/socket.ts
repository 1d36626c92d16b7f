/** A WebSocket as browsers have it, and as `ws` has it too: what comes over it, told to an ear. */

/** The one subprotocol that this client speaks. */
export const SUBPROTOCOL = 'adjourn.v1.proto';

/** Hears what becomes of one connection. */
export interface Ear {
  /** It is open, and the server speaks the subprotocol. */
  opened(): void;
  /** The server chose another subprotocol, or none. */
  refused(): void;
  /** It did not come to be open. */
  failed(): void;
  /** Something came: an ArrayBuffer, unless the server sends text. */
  frame(data: unknown): void;
  /** It is closed; 1006 where there was no close frame. */
  closed(code: number): void;
}

/** The other direction. */
export interface Line {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code: number): void;
}

/** As much of a WebSocket as is needed here. */
export interface Socket {
  binaryType: string;
  readonly protocol: string;
  onopen: unknown;
  onmessage: unknown;
  onclose: unknown;
  onerror: unknown;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code: number): void;
}

/** Listens to a socket that is being opened. */
export function lineOver(socket: Socket, ear: Ear): Line {
  let open = false;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    open = true;
    if (socket.protocol === SUBPROTOCOL) ear.opened();
    else ear.refused();
  };
  socket.onmessage = ({ data }: { data: unknown }) => ear.frame(data);
  socket.onclose = ({ code }: { code: number }) => (open ? ear.closed(code) : ear.failed());
  // A close follows each error, and says all that is needed.
  socket.onerror = () => {};
  return socket;
}
