/** A testee that dials back: a WebSocket which it opens to the suite, for phones and browsers. */
import { wsClose } from '../../../gen/codes.js';
import { toTestee } from '../../exchange/codec.js';
import type { IncomingConnection, ListeningServer } from '../../link/incoming.js';
import type { Channel, TesteeEvents } from './channel.js';

/** Where a testee dials. */
export const DIAL_PATH = '/testee';
/** A testee that asks for this subprotocol is spoken to in binary frames, any other in text frames. */
export const BINARY_TESTEE = 'adjourn.testing.v1.proto';
/** Somebody else has dialled already. */
const BUSY = 503;

/** A testee that is waited for. */
export interface Dialled {
  /** Resolves when somebody has dialled. */
  readonly channel: Promise<Channel>;
  stop(): void;
}

/** Waits for one testee to dial. A second one is refused while the first is there. */
export function awaitDial(listener: ListeningServer, ears: TesteeEvents): Dialled {
  let arrived: (channel: Channel) => void = () => {};
  const channel = new Promise<Channel>((resolve) => {
    arrived = resolve;
  });
  let taken = false;
  const stop = listener.serveAt(DIAL_PATH, {
    answerUpgrade({ subprotocols }) {
      if (taken) return { how: 'refuse', status: BUSY };
      return subprotocols.includes(BINARY_TESTEE) ? { how: 'accept', subprotocol: BINARY_TESTEE } : { how: 'accept' };
    },
    opened(connection, { subprotocols }) {
      taken = true;
      arrived(channelOf(connection, subprotocols.includes(BINARY_TESTEE)));
      return {
        message: (data, isBinary) => (isBinary ? ears.binary(data) : ears.text(new TextDecoder().decode(data))),
        closed: (code) => ears.ended(`it closed its WebSocket with ${code}`),
        invalid: (what) => ears.log(`its WebSocket: ${what}`),
      };
    },
  });
  return { channel, stop };
}

const channelOf = (connection: IncomingConnection, binary: boolean): Channel => ({
  send: (message) => connection.send(binary ? toTestee.toBinary(message) : JSON.stringify(toTestee.toJson(message))),
  stop: async () => connection.close(wsClose.NORMAL),
});
