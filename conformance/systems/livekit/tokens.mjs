/** Access tokens of LiveKit: who may do what is in them, and nowhere else. */
import { createHmac } from 'node:crypto';
import { KEY } from './server.mjs';

/** How long a token is good, in seconds: longer than any world. */
const LIFE_S = 3_600;

/** @param {object} part */
const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** @param {object} claims @param {string} secret @returns {string} */
function sign(claims, secret) {
  const now = Math.floor(Date.now() / 1_000);
  const body = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ iss: KEY.name, nbf: now - 60, exp: now + LIFE_S, ...claims })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

/** What a host may do besides taking part: remove others, and delete the room. */
const hosts = { roomAdmin: true, roomCreate: true };

/**
 * The token of somebody who takes part. The role is an attribute, so that the others can see it.
 * @param {{ identity: string, room: string, role: 'host' | 'attendee' }} who
 */
export function participantToken({ identity, room, role }) {
  const taking = { room, roomJoin: true, canPublish: true, canSubscribe: true, canUpdateOwnMetadata: true };
  const video = role === 'host' ? { ...taking, ...hosts } : taking;
  return sign({ sub: identity, attributes: { role }, video }, KEY.secret);
}

/**
 * The token of the application's back end, for one room.
 * @param {string} room
 * @param {'right' | 'wrong' | 'missing'} bearer Where it is wrong, it is signed with another secret.
 * @returns {string | undefined}
 */
export function operatorToken(room, bearer) {
  if (bearer === 'missing') return undefined;
  return sign({ sub: 'operator', video: { room, ...hosts } }, bearer === 'right' ? KEY.secret : `not ${KEY.secret}`);
}
