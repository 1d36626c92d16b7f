/**
 * The back end of the application, within the server: it calls Colyseus's own calls about a room, by which Colyseus's tools for
 * operators work, too, and gives no close codes. Who may call it is its own affair, and what it refuses is said in its own words.
 */
import { matchMaker } from '@colyseus/core';

/** @type {Record<string, (target?: string) => [method: string, args: unknown[]]>} */
const calls = {
  CALL_END_MEETING: () => ['disconnect', []],
  CALL_CLOSE_ROOM: () => ['disconnect', []],
  CALL_REMOVE_PARTICIPANT: (target) => ['kickClient', [target]],
};

/** @typedef {{ room: string, call: string, target?: string, bearer: string }} Order */

/**
 * Does what it is told to, or says why not.
 * @param {Order} order
 * @returns {Promise<string>} The word of a refusal: a code of Colyseus's, or one of the back end's own; empty where it is done.
 */
export async function operate({ room, call, target, bearer }) {
  if (bearer !== 'BEARER_RIGHT') return 'unauthorized';
  const known = calls[call];
  if (!known) return 'no such call';
  try {
    await matchMaker.remoteRoomCall(room, ...known(target));
    return '';
  } catch (error) {
    return String(error.code);
  }
}
