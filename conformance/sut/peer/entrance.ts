/** Join and Resume, as the peer answers them. Clauses: `join.*`, `resume.*`, `repeat.*`. */
import { peerFeatures } from '../../exchange/index.js';
import type { Statement, Wish } from '../../link/index.js';
import type { Line } from './line.js';
import { instead } from './manners.js';
import { tellDeparture } from './parting.js';
import type { Stay } from './stay.js';
import type { PeerWorld } from './world.js';

/** Closes a connection that another one has replaced. */
const REPLACED = 4200;

export function join(world: PeerWorld, line: Line, wish: Extract<Wish, { kind: 'join' }>): void {
  if (instead(world, line, 'join')) return;
  const { room, participant, role, joinId } = wish;
  const before = world.stays.find(({ who }) => who.joinId === joinId && joinId !== '');
  if (before && world.announcement.resumeWindowMs > 0) {
    // The participation is taken over, and everything is said again.
    if (isHeld(world, line, before, 0))
      for (const speech of before.since(0, takeOver(world, line, before, 1)))
        line.say(speech, world.announcement.later);
    return;
  }
  const stay = world.admit(line, { participant, role, joinId }, room);
  world.say(stay, joined(world, stay));
}

export function resume(world: PeerWorld, line: Line, { token, sequence }: Extract<Wish, { kind: 'resume' }>): void {
  if (instead(world, line, 'resume')) return;
  const stay = world.stays.find((one) => one.serves(token));
  if (!isHeld(world, line, stay, sequence)) return;
  const newest = takeOver(world, line, stay, 0);
  world.alone(line, { kind: 'resumed', token: newest, lastRequest: stay.lastRequest });
  for (const speech of stay.since(sequence, newest)) line.say(speech, world.announcement.later);
}

/** Whether a room object can be taken up again behind a number; says why where it cannot. Nobody lingers longer than the window. */
function isHeld(world: PeerWorld, line: Line, stay: Stay | undefined, sequence: number): stay is Stay {
  stay?.expire(world.announcement.resumeWindowMs);
  if (stay?.departure) tellDeparture(world, line, stay.departure);
  else if (stay?.holds(sequence)) return true;
  else world.alone(line, { kind: 'rejected', refusal: 'not_found' });
  return false;
}

/** The room object goes on over another connection; `sequence` is that of the message that brings the token. */
function takeOver(world: PeerWorld, line: Line, stay: Stay, sequence: number): string {
  const { line: before } = stay;
  before.bound = false;
  before.close(REPLACED);
  stay.lostAt = undefined;
  world.bind(line, stay);
  return stay.issue(sequence);
}

/** The Joined of the room in which a room object is; it gives a token, under the number that is next. */
export function joined({ announcement }: PeerWorld, stay: Stay): Statement {
  const { resumeWindowMs, heartbeatIntervalMs, heartbeatTimeoutMs } = announcement;
  const resumes = resumeWindowMs > 0;
  return {
    kind: 'joined',
    session: `session-of-${stay.room}`,
    participation: stay.own.participation,
    roster: [...stay.others.values()],
    features: peerFeatures.filter((feature) => feature !== 'resume' || resumes),
    resumeWindowMs,
    heartbeatIntervalMs,
    heartbeatTimeoutMs,
    token: resumes ? stay.issue(stay.next) : '',
    lastRequest: resumes ? stay.lastRequest : 0,
  };
}
