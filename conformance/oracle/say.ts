/** What the machine wanted and what was there, one plain line each. */
import type { Effect, Message } from '../../spec/machine/index.js';
import type { History, Observation } from '../exchange/index.js';
import type { Stop } from './search-result.js';

export function sayStop(history: History, { connection, wanted, found }: Stop): { allowed: string; seen: string } {
  const record = found === undefined ? undefined : history.records[found];
  return {
    allowed: wanted ? `${effectInWords(wanted)} to ${connection.seat}` : `nothing more for ${connection.seat}`,
    seen: record?.kind === 'seen' ? observationInWords(record.observation) : 'nothing',
  };
}

const effectInWords = (effect: Effect): string =>
  effect.kind === 'close' ? `a close with ${effect.code}` : messageInWords(effect.message);

function messageInWords(message: Message): string {
  switch (message.kind) {
    case 'joined':
      return `Joined{${message.participation}, with ${message.roster.map(({ participation }) => participation).join(' ') || 'nobody'}}`;
    case 'resumed':
      return `Resumed{taken up ${message.lastRequest}}`;
    case 'accepted':
      return `Accepted, in reply to ${message.replyTo}`;
    case 'rejected':
      return `Rejected{${message.code}}${replying(message.replyTo)}`;
    case 'participantJoined':
      return `ParticipantJoined{${message.member.participation}}`;
    case 'participantLeft':
      return `ParticipantLeft{${message.participation}, ${message.reason ?? 'no reason'}}`;
    case 'roomLeft':
      return `RoomLeft{${message.reason ?? 'no reason'}}${replying(message.replyTo)}`;
  }
}

function observationInWords(seen: Observation): string {
  switch (seen.kind) {
    case 'joined':
      return `Joined{${seen.participation}, with ${seen.roster.map(({ participation }) => participation).join(' ') || 'nobody'}}`;
    case 'resumed':
      return `Resumed{taken up ${seen.lastRequest}}`;
    case 'heartbeat':
      return 'Heartbeat';
    case 'accepted':
      return `Accepted${replying(seen.replyTo)}`;
    case 'rejected':
      return `Rejected{${seen.code}}${replying(seen.replyTo)}`;
    case 'participantJoined':
      return `ParticipantJoined{${seen.member.participation}}`;
    case 'participantLeft':
      return `ParticipantLeft{${seen.participation}, ${seen.reason.join(' or ')}}`;
    case 'roomLeft':
      return `RoomLeft{${seen.reason.join(' or ')}}${replying(seen.replyTo)}`;
    case 'closed':
      return `a close with ${seen.code}`;
    case 'invalid':
      return seen.what;
  }
}

const replying = (replyTo: number | undefined): string =>
  replyTo ? `, in reply to ${replyTo}` : ', in reply to nothing';
