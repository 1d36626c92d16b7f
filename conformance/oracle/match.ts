/** Whether what a connection was shown is what the machine says. */
import type { Effect, Member as Line, Message, Reason } from '../../spec/machine/messages.js';
import type { Member, Observation } from '../exchange/observation.js';
import type { Candidates } from '../exchange/words.js';

/** Whether an observation is this effect, wherever it stands. */
export const shows = (effect: Effect, seen: Observation): boolean =>
  effect.kind === 'close' ? seen.kind === 'closed' && seen.code === effect.code : showsMessage(effect.message, seen);

/** The number of a message; undefined where the system has no such thing. */
export const sequenceOf = (seen: Observation): number | undefined => ('sequence' in seen ? seen.sequence : undefined);

/** Whether an observation stands where an effect should: it answers the same request, or tells of the same. */
export function isAbout(effect: Effect, seen: Observation): boolean {
  if (effect.kind === 'close') return seen.kind === 'closed';
  const { message } = effect;
  if (message.kind === 'participantLeft')
    return seen.kind === message.kind && seen.participation === message.participation;
  if (message.kind === 'participantJoined')
    return seen.kind === message.kind && seen.member.participation === message.member.participation;
  if (opens(effect)) return isOpening(seen);
  const answers = 'replyTo' in message && message.replyTo > 0 && 'replyTo' in seen && seen.replyTo === message.replyTo;
  return answers || seen.kind === message.kind;
}

/** Whether a message answers a Join or a Resume: any other answer to that stands in its place. */
const opens = (effect: Effect & { kind: 'send' }): boolean =>
  effect.message.kind === 'resumed' ||
  (effect.message.kind === 'joined' && effect.message.replyTo === 0) ||
  (effect.sequence === 0 && effect.message.kind !== 'accepted');

const isOpening = (seen: Observation): boolean =>
  ['joined', 'resumed', 'rejected', 'roomLeft'].includes(seen.kind) && !('replyTo' in seen && seen.replyTo);

function showsMessage(message: Message, seen: Observation): boolean {
  switch (message.kind) {
    case 'joined':
      return (
        seen.kind === 'joined' &&
        (seen.session === '' || seen.session === message.session) &&
        seen.participation === message.participation &&
        answers(message.replyTo, seen.replyTo) &&
        seen.token === message.token &&
        seen.lastRequest >= message.lastRequest &&
        sameRoster(message.roster, seen.roster)
      );
    case 'resumed':
      return seen.kind === 'resumed' && seen.token === message.token && seen.lastRequest >= message.lastRequest;
    case 'accepted':
      return seen.kind === 'accepted' && answers(message.replyTo, seen.replyTo);
    case 'rejected':
      return seen.kind === 'rejected' && answers(message.replyTo, seen.replyTo) && isCode(message, seen.code);
    case 'participantJoined':
      return seen.kind === 'participantJoined' && sameMember(message.member, seen.member);
    case 'participantLeft':
      return (
        seen.kind === 'participantLeft' &&
        seen.participation === message.participation &&
        seen.participant === message.participant &&
        mayStandFor(message.reason, seen.reason)
      );
    case 'roomLeft':
      return (
        seen.kind === 'roomLeft' && answers(message.replyTo, seen.replyTo) && mayStandFor(message.reason, seen.reason)
      );
  }
}

/** The machine knows one code alone for what is refused because of load. Clause `limit.load`. */
const isCode = (
  { code }: Message & { kind: 'rejected' },
  seen: (Observation & { kind: 'rejected' })['code'],
): boolean => seen === code || (code === 'resource_exhausted' && seen === 'unavailable');

/** A system that has no such numbers leaves them out, and cannot be held to them. */
const answers = (replyTo: number, seen: number | undefined): boolean => seen === undefined || seen === replyTo;

const mayStandFor = (reason: Reason, candidates: Candidates): boolean => candidates.includes(reason ?? 'absent');

const sameMember = (one: Line, other: Member): boolean =>
  one.participation === other.participation && one.participant === other.participant && one.role === other.role;

/** A roster is a set: no clause orders it. */
const sameRoster = (one: readonly Line[], other: readonly Member[]): boolean =>
  one.length === other.length && one.every((line) => other.some((member) => sameMember(line, member)));
