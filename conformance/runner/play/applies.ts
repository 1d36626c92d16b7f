/** Whether a step applies when its round begins, decided from observations alone and never from the machine. */

import { NOBODY, parseParticipation } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import type { Action, Round } from '../../exchange/scenario.js';
import { pauseOf } from './pause.js';
import type { Presence } from './presence.js';

/** What is known when a round begins. */
interface Situation {
  /** The applied steps of the same seat in the same round. */
  readonly own: Round;
  /** The seat is in a room. */
  readonly inside: boolean;
  readonly presence: Presence;
  readonly profile: Profile;
}

const going: readonly Action['kind'][] = ['cut', 'close', 'malformed'];
const opening: readonly Action['kind'][] = ['resume', 'repeat'];

/** Why the step is skipped; empty where it applies. `before` are the applied steps of the same round. */
export function whySkipped(step: Action, before: Round, presence: Presence, profile: Profile): string {
  if (profile.unsupported.includes(step.kind)) return 'the system cannot be made to do it';
  if (before.some(({ kind }) => kind === 'restart')) return 'the server is being started again';
  if (step.kind === 'restart') return before.length > 0 ? 'another step stands in its round' : '';
  if (step.kind === 'wait') return whyNoWait(step, presence, profile);
  if (step.kind === 'operate')
    return profile.features.includes('operator')
      ? whyNoOperatorCall(step, presence)
      : 'the system does not declare operator';
  const own = before.filter(({ seat }) => seat === step.seat);
  if (own.some(({ kind }) => going.includes(kind))) return 'its connection is going';
  if (own.some(({ kind }) => opening.includes(kind))) return 'nothing is sent behind a Resume or a repeated Join';
  const situation = { own, inside: presence.isIn(step.seat), presence, profile };
  switch (step.kind) {
    case 'join':
      return whyNoJoin(step, situation);
    case 'resume':
    case 'repeat':
      return whyNoReturn(step, situation);
    case 'malformed':
      if (step.frame === 'request-first') return isFresh(situation) ? '' : 'it is in a room';
      if (presence.isFrozen(step.seat)) return FROZEN;
      return situation.inside ? '' : 'it is in no room';
    case 'cut':
    case 'close':
      if (step.kind === 'close' && presence.isFrozen(step.seat)) return FROZEN;
      return situation.inside || maybeLost(step, situation) ? '' : 'it is in no room';
    case 'freeze':
    case 'heal':
    case 'mute':
    case 'delay':
      return whyNoFault(step, situation);
    default:
      return whyNoRequest(step, situation);
  }
}

/** Who answers no Heartbeat is taken as lost if it says nothing else for too long. */
function whyNoWait({ pause }: Action & { kind: 'wait' }, presence: Presence, profile: Profile): string {
  if (pauseOf(pause, profile) === 0) return 'the server announces no such time';
  const muteness = presence.muteness();
  if (muteness === 'none' || (muteness === 'asked' && pause === 'half-timeout')) return '';
  return 'somebody who answers no Heartbeat would seem lost';
}

const FROZEN = 'its connection is frozen';

/** A connection of the seat's is frozen once, and healed when it is. */
function whyNoFault({ kind, seat }: Action, { inside, own, presence }: Situation): string {
  const frozen = presence.isFrozen(seat);
  if (kind === 'heal') return frozen ? '' : 'its connection is not frozen';
  if (frozen || own.some((step) => step.kind === 'freeze')) return FROZEN;
  return inside ? '' : 'it is in no room';
}

const isFresh = ({ own, inside }: Situation): boolean => !inside && own.length === 0;

const isJoining = ({ own }: Situation): boolean => own.some(({ kind }) => kind === 'join');

function whyNoJoin({ flaw }: Action & { kind: 'join' }, situation: Situation): string {
  if (!isFresh(situation)) return 'it is in a room';
  return flaw === undefined || situation.profile.tokens ? '' : 'the suite has no access tokens to spoil';
}

/**
 * A Resume and a repeated Join stand alone in their round: messages on another connection could not be told from
 * theirs.
 */
function whyNoReturn(step: Action & { kind: 'resume' | 'repeat' }, { own, presence }: Situation): string {
  if (own.length > 0) return 'it has something else to do';
  const { kind, seat } = step;
  if (kind === 'repeat') return presence.mayRepeat(seat) ? '' : 'it has sent no Join';
  const has = step.kind === 'resume' && step.token === 'former' ? presence.hadToken(seat) : presence.hasToken(seat);
  return has ? '' : 'it has been shown no token';
}

/**
 * Nobody is cut off in the middle of joining, since a loss would look like a refusal there; unless the Join can be
 * repeated, which tells them apart, and no other seat is the same participant.
 */
function maybeLost({ kind, seat }: Action, situation: Situation): boolean {
  const { presence, profile } = situation;
  return kind === 'cut' && isJoining(situation) && profile.features.includes('resume') && presence.isAlone(seat);
}

function whyNoRequest(step: Action, situation: Situation): string {
  const { inside, presence, profile } = situation;
  if (!inside && !isJoining(situation)) return 'it is in no room';
  if (step.kind === 'remove') return whyNoTarget(step.target, presence);
  if (step.kind === 'again') return hasAsked(step.seat, situation) ? '' : 'it has sent no request';
  if (step.kind === 'switch' && step.flaw !== undefined && !profile.tokens)
    return 'the suite has no access tokens to spoil';
  return '';
}

const unnumbered: readonly Action['kind'][] = ['join', 'ack'];

/** A request before a Join does not belong to the room object that the Join begins. */
function hasAsked(seat: string, { own, presence, ...situation }: Situation): boolean {
  if (own.some(({ kind }) => !unnumbered.includes(kind))) return true;
  return situation.inside && presence.hasAsked(seat);
}

function whyNoOperatorCall({ room, session, targets }: Action & { kind: 'operate' }, presence: Presence): string {
  const least = { none: 0, newest: 1, first: 1, previous: 2 }[session];
  const shown = presence.sessionsShown(room);
  if (shown < least) return `${shown === 0 ? 'no' : 'only one'} session of ${room} has been shown`;
  return targets.map((target) => whyNoTarget(target, presence)).find((why) => why !== '') ?? '';
}

function whyNoTarget(target: string, presence: Presence): string {
  if (target === NOBODY) return '';
  const { seat, ordinal = 1 } = parseParticipation(target);
  return presence.shown(seat) < ordinal ? `${target} has not been in any room` : '';
}
