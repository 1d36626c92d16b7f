/** Whether a step applies when its round begins. Decided from observations alone, never from what the machine thinks. */
import { type Action, NOBODY, type Profile, parseParticipation, type Round } from '../../exchange/index.js';
import { pauseOf } from './pause.js';
import type { Standing } from './standing.js';

/** What is known when the question is asked. */
interface Situation {
  /** The applied steps of the same seat in the same round. */
  readonly own: Round;
  /** The seat is in a room. */
  readonly inside: boolean;
  readonly standing: Standing;
  readonly profile: Profile;
}

const going: readonly Action['kind'][] = ['cut', 'close', 'malformed'];
const opening: readonly Action['kind'][] = ['resume', 'repeat'];

/** Why the step is skipped; empty where it applies. `before` are the applied steps of the same round. */
export function whySkipped(step: Action, before: Round, standing: Standing, profile: Profile): string {
  if (profile.unsupported.includes(step.kind)) return 'the system cannot be made to do it';
  if (before.some(({ kind }) => kind === 'restart')) return 'the server is being started again';
  if (step.kind === 'restart') return before.length > 0 ? 'somebody else has something to do' : '';
  if (step.kind === 'wait') return pauseOf(step.pause, profile) > 0 ? '' : 'the server announces no such time';
  if (step.kind === 'operate')
    return profile.features.includes('operator') ? whyNoCall(step, standing) : 'the system does not declare operator';
  const own = before.filter(({ seat }) => seat === step.seat);
  if (own.some(({ kind }) => going.includes(kind))) return 'its connection is going';
  if (own.some(({ kind }) => opening.includes(kind))) return 'nothing is sent behind a Resume or a repeated Join';
  const situation = { own, inside: standing.isIn(step.seat), standing, profile };
  switch (step.kind) {
    case 'join':
      return whyNoJoin(step, situation);
    case 'resume':
    case 'repeat':
      return whyNoReturn(step, situation);
    case 'malformed':
      if (step.frame === 'request-first') return isFresh(situation) ? '' : 'it is in a room';
      if (standing.isFrozen(step.seat)) return FROZEN;
      return situation.inside ? '' : 'it is in no room';
    case 'cut':
    case 'close':
      if (step.kind === 'close' && standing.isFrozen(step.seat)) return FROZEN;
      return situation.inside || maybeLost(step, situation) ? '' : 'it is in no room';
    case 'freeze':
    case 'heal':
    case 'delay':
      return whyNoFault(step, situation);
    default:
      return whyNoRequest(step, situation);
  }
}

const FROZEN = 'its connection is frozen';

/** A connection of the seat's is frozen once, and healed when it is. */
function whyNoFault({ kind, seat }: Action, { inside, own, standing }: Situation): string {
  const frozen = standing.isFrozen(seat);
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

/** A Resume and a repeated Join stand alone in their round: what is under way on another connection could not be told from them. */
function whyNoReturn({ kind, seat }: Action, { own, standing }: Situation): string {
  if (own.length > 0) return 'it has something else to do';
  if (kind === 'repeat') return standing.mayRepeat(seat) ? '' : 'it has sent no Join';
  return standing.hasToken(seat) ? '' : 'it has been shown no token';
}

/**
 * A loss in the middle of joining is told from a refusal by what was shown before, so nobody is cut off there; unless the Join
 * can be repeated, which tells, and nobody else is the same participant.
 */
function maybeLost({ kind, seat }: Action, situation: Situation): boolean {
  const { standing, profile } = situation;
  return kind === 'cut' && isJoining(situation) && profile.features.includes('resume') && standing.isAlone(seat);
}

function whyNoRequest(step: Action, situation: Situation): string {
  const { inside, standing, profile } = situation;
  if (!inside && !isJoining(situation)) return 'it is in no room';
  if (step.kind === 'remove') return whyNoTarget(step.target, standing);
  if (step.kind === 'again') return hasAsked(step.seat, situation) ? '' : 'it has sent no request';
  if (step.kind === 'switch' && step.flaw !== undefined && !profile.tokens)
    return 'the suite has no access tokens to spoil';
  return '';
}

const unnumbered: readonly Action['kind'][] = ['join', 'ack'];

/** What was asked before a Join is nothing of the room object that it begins. */
function hasAsked(seat: string, { own, standing, ...situation }: Situation): boolean {
  if (own.some(({ kind }) => !unnumbered.includes(kind))) return true;
  return situation.inside && standing.hasAsked(seat);
}

function whyNoCall({ room, session, targets }: Action & { kind: 'operate' }, standing: Standing): string {
  if (session !== 'none' && !standing.hasShown(room)) return `no session of ${room} has been shown`;
  return targets.map((target) => whyNoTarget(target, standing)).find((why) => why !== '') ?? '';
}

function whyNoTarget(target: string, standing: Standing): string {
  if (target === NOBODY) return '';
  const { seat, ordinal = 1 } = parseParticipation(target);
  return standing.shown(seat) < ordinal ? `${target} has not been in any room` : '';
}
