/** How participations begin in a made-up meeting, and the faults of that. */
import { codeOf, effect, left, others } from './departures.test.helper.js';
import { close, put, tell } from './wire.test.helper.js';
import { type Line, memberOf, type Session, type Stay, type Up, type World } from './world.test.helper.js';

export function join(world: World, line: Line, room: string): void {
  const { participant } = line.seat;
  const present = world.open.get(room)?.stays.some((stay) => !stay.gone && stay.line.seat.participant === participant);
  if (present && !world.is('duplicate-let-in')) refuseJoin(world, line);
  else letIn(world, line, sessionOf(world, room));
}

function refuseJoin(world: World, line: Line): void {
  put(world, line, { kind: 'rejected', code: 'already_exists', sequence: 0, replyTo: 0 });
  if (world.is('refused-join-closes')) close(line, 1000);
  // Requests that were pipelined behind the join have nobody to act for.
  line.up.splice(0, line.up.length, ...line.up.filter((frame) => !isRequest(frame)));
}

function letIn(world: World, line: Line, session: Session): void {
  const stay: Stay = { id: participation(world, line.seat.name), line, session, gone: false };
  const listed = session.stays.filter(({ gone }) => !gone || world.is('roster-keeps-gone'));
  line.stay = stay;
  tell(world, line, {
    kind: 'joined',
    session: world.is('session-each') ? `${session.id}${stay.id}` : session.id,
    participation: stay.id,
    roster: world.is('roster-empty') ? [] : listed.map(memberOf),
    features: world.wish.features,
    resumeWindowMs: 0,
    heartbeatIntervalMs: 0,
    heartbeatTimeoutMs: 0,
  });
  if (world.is('tells-the-past'))
    for (const other of session.stays) if (other.gone) left(world, line, other, codeOf(world, 'leave'));
  session.stays.push(stay);
  if (world.is('join-unannounced')) return;
  const message = { kind: 'participantJoined', member: memberOf(stay) } as const;
  others(world, stay, (to) => effect(world, () => tell(world, to, message)));
}

function participation(world: World, seat: string): string {
  const again = world.is('participation-again') && world.counts.has(seat);
  const count = (world.counts.get(seat) ?? 0) + (again ? 0 : 1);
  world.counts.set(seat, count);
  return `${seat}#${count}`;
}

/** The session that is on in a room, or a new one. */
function sessionOf(world: World, room: string): Session {
  const open = world.open.get(room);
  if (open && !open.over) return open;
  const before = world.sessions.filter((session) => session.room === room);
  const last = before.at(-1);
  const again = last?.ended ? world.is('session-again-after-end') : world.is('session-again');
  const id = last && again ? last.id : `${room}$${before.length + 1}`;
  const session: Session = { id, room, stays: [], over: false, ended: false };
  world.sessions.push(session);
  world.open.set(room, session);
  return session;
}

const isRequest = (frame: Up): boolean =>
  frame.kind === 'action' && frame.action.kind !== 'join' && frame.action.kind !== 'malformed';
