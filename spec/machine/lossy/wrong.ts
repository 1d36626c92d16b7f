/** What is always wrong, even where messages are lost: in any state, and where nothing more can happen. */
import { reason } from '../../../gen/codes.js';
import type { LossyState } from './state.js';

const ofClient = ({ server }: LossyState) =>
  Object.values(server.roomObjects).filter(({ participant }) => participant === 'ann');

/** What is wrong in any state; undefined where nothing is. */
export function wrongAlways(state: LossyState): string | undefined {
  const twice = state.answers.findIndex((times) => times > 1);
  if (twice >= 0) return `request ${twice} is answered twice`;
  if (ofClient(state).length > 1) return 'one room object has two participations';
  const { ending } = state.client;
  const [roomObject] = ofClient(state);
  if (ending?.source === 'local' && ending.reason === reason.WEBSOCKET_DISCONNECTED && roomObject?.departure === null)
    return 'the client is told NOT_FOUND, and its participation lives';
  if (state.heardRoomLeft && ending?.source !== 'server') return 'the client was sent RoomLeft, and threw it away';
  return undefined;
}

/** Client and server agree on whether it is in, and on why not. */
export function wrongAtRest(state: LossyState): string | undefined {
  const { ending, connection, joined } = state.client;
  const [roomObject] = ofClient(state);
  const isIn = roomObject !== undefined && roomObject.departure === null;
  const present = Object.values(state.server.rooms).some((room) =>
    room.present.some(({ participant }) => participant === 'ann'),
  );
  if (isIn !== present) return 'the participation is in no room';
  if (ending !== null && isIn) return 'the client is out, and the server has it in for ever';
  if (ending === null && joined && connection !== null && roomObject?.connection !== connection)
    return 'the client is in for ever, and the server has it out';
  const code = roomObject?.departure?.reason;
  if (ending?.source === 'server' && ending.reason !== code)
    return `the client has the server's word for ${ending.reason}, the others for ${code}`;
  if (state.saidGoodbye && code === reason.WEBSOCKET_DISCONNECTED)
    return 'the client closed with 4101, and the others hear 1001';
  return undefined;
}
