/** Join and Resume, as the peer answers them. Clauses: `join.*`, `resume.*`, `repeat.*`. */
import { close } from '../../../gen/codes.js';
import { peerFeatures } from '../../exchange/features.js';
import type { HeardContent, ServerStatement } from '../../link/server-codec.js';
import type { PeerConnection } from './connection.js';
import { answerWithRoomLeft } from './departures.js';
import type { PeerRoomObject } from './room-object.js';
import { answerInstead } from './unlawful.js';
import type { PeerWorld } from './world.js';

/** Answers a Join. A repeated one takes the participation over, and everything is said again: clause `repeat.answered`. */
export function answerJoin(
  world: PeerWorld,
  connection: PeerConnection,
  join: Extract<HeardContent, { kind: 'join' }>,
): void {
  if (answerInstead(world, connection, 'join')) return;
  const { room, participant, role, joinId } = join;
  const before = world.roomObjects.find(({ who }) => who.joinId === joinId && joinId !== '');
  if (before && world.announcement.resumeWindowMs > 0) {
    if (isHeld(world, connection, before, 0)) {
      const newest = takeOver(world, connection, before, 1);
      for (const speech of before.since(0, newest)) connection.say(speech, world.announcement.later);
    }
    return;
  }
  const roomObject = world.admit(connection, { participant, role, joinId }, room);
  world.say(roomObject, joined(world, roomObject));
}

/** Answers a Resume, and says what was missed. */
export function answerResume(
  world: PeerWorld,
  connection: PeerConnection,
  { token, sequence }: Extract<HeardContent, { kind: 'resume' }>,
): void {
  if (answerInstead(world, connection, 'resume')) return;
  const roomObject = world.roomObjects.find((one) => one.serves(token));
  if (!isHeld(world, connection, roomObject, sequence)) return;
  const newest = takeOver(world, connection, roomObject, 0);
  world.sayOutside(connection, { kind: 'resumed', token: newest, lastRequest: roomObject.lastRequest });
  for (const speech of roomObject.since(sequence, newest)) connection.say(speech, world.announcement.later);
}

/** Whether a room object can be taken up again behind this number; says why where it cannot. Nobody lingers longer than the window. */
function isHeld(
  world: PeerWorld,
  connection: PeerConnection,
  roomObject: PeerRoomObject | undefined,
  sequence: number,
): roomObject is PeerRoomObject {
  roomObject?.expire(world.announcement.resumeWindowMs);
  if (roomObject?.departure) answerWithRoomLeft(world, connection, roomObject.departure);
  else if (roomObject?.holds(sequence)) return true;
  else world.sayOutside(connection, { kind: 'rejected', refusal: 'not_found' });
  return false;
}

/** The room object goes on over another connection; `sequence` is that of the message that brings the token. */
function takeOver(world: PeerWorld, connection: PeerConnection, roomObject: PeerRoomObject, sequence: number): string {
  const { connection: before } = roomObject;
  if (before.use === 'bound') before.use = 'begun';
  before.close(close.REPLACED);
  world.bind(connection, roomObject);
  return roomObject.issue(sequence);
}

/**
 * The Joined of the room in which a room object is; it gives a token, under the number that is next.
 * No field has a default here, so that the compiler asks for a new one.
 */
export function joined({ announcement }: PeerWorld, roomObject: PeerRoomObject): ServerStatement {
  const { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = announcement;
  const resumes = resumeWindowMs > 0;
  return {
    kind: 'joined',
    session: `session-of-${roomObject.room}`,
    participation: roomObject.own.participation,
    roster: [...roomObject.others.values()],
    features: peerFeatures.filter((feature) => feature !== 'resume' || resumes),
    resumeWindowMs,
    heartbeatIntervalMs,
    heartbeatTimeoutMs,
    token: resumes ? roomObject.issue(roomObject.next) : '',
    lastRequest: resumes ? roomObject.lastRequest : 0,
  };
}
