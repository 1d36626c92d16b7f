/** One client, the machine, and between them connections that keep the order and may be lost at any moment. */

import { reason } from '../../../gen/codes.js';
import { demand, type Searched, search } from '../search.js';
import { type Move, movesOf } from './moves.js';
import { accompanied, type LossySetting, type LossyState, start } from './state.js';

/** Searches for the shortest way to what is wrong. */
export const searchLossy = (setting: LossySetting): Searched<string> =>
  search<LossyState, string, Move>({
    start: setting.company ? accompanied : start,
    key: JSON.stringify,
    successors: (state) => movesOf(setting, state),
    check(state, moves) {
      const atRest = moves.every(({ optional }) => optional);
      const wrong = wrongAlways(state) ?? (atRest ? wrongAtRest(state) : undefined);
      demand(wrong === undefined, () => wrong ?? '');
    },
  });

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
