/** How participations begin in a made-up meeting, and the faults of that. */
import { silentJoined } from '../../exchange/observation.js';
import type { Refusal } from '../../exchange/words.js';
import { codeOf, depart, effect, left, others } from './departures.test.helper.js';
import { close, put, tell } from './wire.test.helper.js';
import {
  type Line,
  memberOf,
  type RoomObject,
  type Session,
  type Stay,
  type Up,
  type World,
} from './world.test.helper.js';

export function join(world: World, line: Line, room: string): void {
  const older = double(world, line, room);
  if (older && !world.has('replace') && !world.is('duplicate-let-in')) refuseJoin(world, line, 'already_exists');
  else enter(world, line, room, older);
}

/** The stay of the same participant that is in the room already. */
export const double = (world: World, line: Line, room: string): Stay | undefined =>
  world.open.get(room)?.stays.find((stay) => !stay.gone && stay.line.seat.participant === line.seat.participant);

/** Lets somebody in; the stay that it replaces goes in the same step. */
export function enter(world: World, line: Line, room: string, older: Stay | undefined, replyTo = 0): void {
  const session = sessionOf(world, room);
  if (older && world.has('replace')) depart(world, older, 'replaced');
  session.over = false;
  letIn(world, line, session, replyTo);
}

export function refuseJoin(world: World, line: Line, code: Refusal): void {
  put(world, line, { kind: 'rejected', code, sequence: 0, replyTo: 0 });
  if (world.is('refused-join-closes')) close(line, 1000);
  // Requests that were pipelined behind the join have nobody to act for.
  line.up.splice(0, line.up.length, ...line.up.filter((frame) => !isRequest(frame)));
}

function letIn(world: World, line: Line, session: Session, replyTo: number): void {
  const stay: Stay = { id: participation(world, line.seat.name), line, session, gone: false };
  const listed = session.stays.filter(({ gone }) => !gone || world.is('roster-keeps-gone'));
  line.stay = stay;
  const object = bind(world, line, stay);
  tell(world, line, {
    ...silentJoined,
    kind: 'joined',
    session: world.is('session-each') ? `${session.id}${stay.id}` : session.id,
    participation: stay.id,
    roster: world.is('roster-empty') ? [] : listed.map(memberOf),
    features: world.wish.features,
    resumeWindowMs: world.wish.windowMs ?? 0,
    token: giveToken(world, object, line),
    lastRequest: world.has('resume') ? object.taken : 0,
    replyTo,
  });
  if (world.is('tells-the-past'))
    for (const other of session.stays) if (other.gone) left(world, line, other, codeOf(world, 'leave'));
  session.stays.push(stay);
  if (world.is('join-unannounced')) return;
  const message = { kind: 'participantJoined', member: memberOf(stay) } as const;
  others(world, stay, (to) => effect(world, () => tell(world, to, message)));
}

/** The room object of a line: a new one behind a Join, the same one behind a switch. */
function bind(world: World, line: Line, stay: Stay): RoomObject {
  if (!line.object) line.object = { client: line.client, log: [], tokens: [], stay, line, taken: 0, heard: 0 };
  line.object.stay = stay;
  world.objects.set(line.client, line.object);
  return line.object;
}

export function giveToken(world: World, object: RoomObject, line: Line): string {
  if (!world.has('resume')) return '';
  world.tokens += 1;
  const token = `${line.seat.name}.${world.tokens}`;
  object.tokens.push({ token, line });
  return token;
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
