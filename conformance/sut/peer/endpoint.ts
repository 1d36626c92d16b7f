/** Where a client under test calls: its WebSockets, as one world of the peer's takes them. */
import { wsClose } from '../../../gen/codes.js';
import type { Endpoint, UpgradeAnswer, UpgradeRequest } from '../../link/incoming.js';
import { SUBPROTOCOL, type Subprotocol, TEXT_SUBPROTOCOL } from '../../link/json.js';
import { PeerConnection } from './connection.js';
import { takeFrame } from './frames.js';
import type { PeerWorld } from './world.js';

/** The HTTP status of a server that cannot serve at the moment. */
const UNAVAILABLE = 503;

/**
 * A client that reconnects without a pause, for ever, would fill the record faster than it can be judged: after so many
 * connections, each further one waits so long for its upgrade, in milliseconds.
 */
const BRISK_CONNECTIONS = 50;
const NEXT_MS = 100;

/** Serves a world. `preferred`: what is chosen where a client asks for both subprotocols. */
export function endpointOf(world: PeerWorld, preferred: Subprotocol = SUBPROTOCOL): Endpoint {
  return {
    waitMs: () => (world.connections.length < BRISK_CONNECTIONS ? 0 : NEXT_MS),
    answerUpgrade: (request) => answerUpgrade(world, request, preferred),
    opened(socket) {
      // An upgrade is answered at once, so that the newest connection is the one that was opened.
      const connection = world.connections.at(-1) as PeerConnection;
      connection.enter(socket);
      const answer = world.answerTo('connect');
      if (answer.how === 'close') connection.close(answer.code);
      return {
        message: (data, isBinary) => takeFrame(world, connection, data, isBinary),
        closed: (code) => world.closed(connection, code),
        invalid: (what) => world.note(connection, { kind: 'unreadable', what }),
      };
    },
    abandoned: () => world.connections.find(({ asking }) => asking)?.closed(wsClose.NO_FRAME),
  };
}

function answerUpgrade(
  world: PeerWorld,
  { address, subprotocols }: UpgradeRequest,
  preferred: Subprotocol,
): UpgradeAnswer {
  const connection = new PeerConnection(world.connections.length + 1, (one, note) => world.note(one, note));
  world.add(connection);
  world.hear(connection, { message: 'connect', address, subprotocols });
  const answer = world.answerTo('connect');
  switch (answer.how) {
    case 'never':
      return { how: 'ignore' };
    case 'reject':
      connection.cut('fin');
      return { how: 'refuse', status: UNAVAILABLE };
    case 'cut':
      connection.cut('fin');
      return { how: 'cut' };
    case 'without-subprotocol':
      return { how: 'accept' };
    default:
      return accept(connection, subprotocols, preferred);
  }
}

/** Chooses among what the client asks for, if there is anything that the peer speaks too. */
function accept(connection: PeerConnection, asked: readonly string[], preferred: Subprotocol): UpgradeAnswer {
  const spoken: readonly Subprotocol[] = [preferred, SUBPROTOCOL, TEXT_SUBPROTOCOL];
  const subprotocol = spoken.find((one) => asked.includes(one));
  if (subprotocol === undefined) return { how: 'accept' };
  connection.subprotocol = subprotocol;
  return { how: 'accept', subprotocol };
}
