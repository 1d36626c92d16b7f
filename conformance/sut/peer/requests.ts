/** How the peer answers a request of somebody who is in a room. */

import { sayRoomLeft } from './departures.js';
import { joined } from './entrance.js';
import { lawfully, type PeerRequest } from './lawful.js';
import type { PeerRoomObject } from './room-object.js';
import { answerInstead } from './unlawful.js';
import type { PeerWorld } from './world.js';

/** Takes up a request with this number, and answers it. */
export function answerRequest(
  world: PeerWorld,
  roomObject: PeerRoomObject,
  content: PeerRequest,
  request: number,
): void {
  // What is never answered is as if it had not been read: it may be sent again.
  if (world.answerTo(content.kind).how === 'never') return;
  roomObject.lastRequest = request;
  if (answerInstead(world, roomObject.connection, content.kind, { roomObject, request })) return;
  const answer = lawfully(content, roomObject, world.participations, () => joined(world, roomObject));
  if ('refusal' in answer) world.say(roomObject, { kind: 'rejected', refusal: answer.refusal }, request);
  else if ('departs' in answer)
    sayRoomLeft(world, roomObject, { code: answer.departs, wording: 'own', replyTo: request });
  else {
    if (answer.first) world.say(roomObject, answer.first);
    world.say(roomObject, answer.answer, request);
  }
}
