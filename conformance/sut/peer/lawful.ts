/**
 * How a server that keeps to every clause answers a request of somebody who is in a room: written from the prose, clause
 * by clause.
 */
import { reason } from '../../../gen/codes.js';
import type { Code, Demand, Refusal } from '../../exchange/words.js';
import type { HeardContent, ServerStatement } from '../../link/server-codec.js';
import type { Participations } from './participations.js';
import type { PeerRoomObject } from './room-object.js';

/** What a request comes to. */
export type LawfulAnswer =
  /** It is refused. */
  | { readonly refusal: Refusal }
  /** It fixes the departure of the participant who asks. */
  | { readonly departs: Code }
  /** It is answered; `first` is what it does to the client before that. */
  | { readonly answer: ServerStatement; readonly first?: ServerStatement };

/** What somebody in a room can ask for. */
export type PeerRequest = Exclude<HeardContent, { readonly kind: 'join' | 'resume' | 'ack' }>;

/** The code of the departure that a request brings about; undefined for a request that brings none about. */
export const ownCode = (demand: Demand): Code | undefined => ownCodes[demand];

const ownCodes = {
  leave: reason.MANUAL_LEAVE_CALLED,
  end: reason.REMOVE_ALL,
  mode: reason.REMOVE_PEER_VIEWER_MODE_CHANGED,
} as Readonly<Partial<Record<Demand, Code>>>;

/** `joined` makes the Joined of the room in which the room object is then. */
export function lawfully(
  content: PeerRequest,
  roomObject: PeerRoomObject,
  participations: Participations,
  joined: () => ServerStatement,
): LawfulAnswer {
  switch (content.kind) {
    case 'leave':
      return { departs: reason.MANUAL_LEAVE_CALLED };
    case 'end':
      return { departs: reason.REMOVE_ALL };
    case 'sync':
      return { answer: { kind: 'accepted' } };
    case 'mode':
      return content.mode === 'viewer'
        ? { departs: reason.REMOVE_PEER_VIEWER_MODE_CHANGED }
        : { refusal: 'invalid_argument' };
    case 'remove':
      return remove(content.target, roomObject, participations);
    case 'switch':
      if (content.room === roomObject.room) return { refusal: 'invalid_argument' };
      roomObject.move(content.room);
      return { answer: joined() };
    case 'unknown':
      return { refusal: 'unimplemented' };
  }
}

function remove(target: string, { own, others }: PeerRoomObject, participations: Participations): LawfulAnswer {
  if (target === own.participation) return { refusal: 'invalid_argument' };
  const present = [...others.values()].find(({ participation }) => participation === target);
  if (!present) return participations.knows(target) ? { answer: { kind: 'accepted' } } : { refusal: 'not_found' };
  const { participant, participation } = present;
  others.delete(participant);
  const first: ServerStatement = { kind: 'participantLeft', participant, participation, reason: REMOVED };
  return { first, answer: { kind: 'accepted' } };
}

const REMOVED = { code: reason.REMOVE_PEER, text: 'Participant was removed from the meeting.' };
