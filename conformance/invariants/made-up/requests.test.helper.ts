/** What a made-up server does when it is asked, and the faults of its answers. */
import type { Action } from '../../exchange/scenario.js';
import type { Refusal } from '../../exchange/words.js';
import { depart, endAll } from './departures.test.helper.js';
import { double, enter } from './joins.test.helper.js';
import { accept, refuse } from './wire.test.helper.js';
import type { Line, Stay, Up, World } from './world.test.helper.js';

export function asked(world: World, stay: Stay, action: Action, request: number, target = 'nobody'): void {
  const { line } = stay;
  switch (action.kind) {
    case 'leave':
      depart(world, stay, 'leave', request);
      break;
    case 'end':
      end(world, stay, request);
      break;
    case 'remove':
      remove(world, stay, request, target);
      break;
    case 'mode':
      if (!world.has('viewer')) refuse(world, line, 'unimplemented', request);
      else if (action.mode === 'viewer') depart(world, stay, 'viewer', request);
      else refuse(world, line, 'invalid_argument', request);
      break;
    case 'switch':
      switchRoom(world, stay, action.room, request);
      break;
    case 'sync':
      sync(world, line, request);
      break;
    default:
      if (world.is('unknown-accepted')) accept(world, line, request);
      else refuse(world, line, 'unimplemented', request);
  }
}

function switchRoom(world: World, stay: Stay, room: string, request: number): void {
  const { line } = stay;
  const older = double(world, line, room);
  if (!world.has('switch')) refuse(world, line, 'unimplemented', request);
  else if (room === stay.session.room) refuse(world, line, 'invalid_argument', request);
  else if (older && !world.has('replace')) refuse(world, line, 'already_exists', request);
  else {
    depart(world, stay, 'switch');
    enter(world, line, room, older, request);
  }
}

/** A call of the operator, answered by what it came to. */
export function called(world: World, line: Line, { action, targets = [], session }: Up & { kind: 'action' }): void {
  if (action.kind !== 'operate') return;
  const refusal = whyNotCall(world, action, targets, session);
  if (refusal) {
    line.down.push({ kind: 'rejected', code: refusal });
    return;
  }
  const open = world.open.get(action.room);
  const named = open?.stays.filter(({ id }) => targets.includes(id)) ?? [];
  if (open && (action.call === 'endMeeting' || action.call === 'closeRoom'))
    endAll(world, open, undefined, 0, action.call);
  // Who departs at once is told of nobody who departs with it.
  else for (const stay of named) depart(world, stay, action.call, 0, named);
  line.down.push({ kind: 'accepted' });
}

function whyNotCall(
  world: World,
  { call, room, bearer }: Action & { kind: 'operate' },
  targets: readonly string[],
  session: string | undefined,
): Refusal | undefined {
  if (bearer !== 'right') return 'unauthenticated';
  if (call === 'stopMediaRelay' && !world.has('relay')) return 'unimplemented';
  const open = world.open.get(room);
  if (!open || open.over || (session && session !== open.id)) return 'not_found';
  return targets.every((target) => open.stays.some(({ id }) => id === target)) ? undefined : 'not_found';
}

function sync(world: World, line: Line, request: number): void {
  if (world.is('answers-never') && world.chance.percent(30)) return;
  if (world.is('sync-refused') && world.chance.percent(20)) {
    refuse(world, line, 'failed_precondition', request);
    return;
  }
  accept(world, line, request);
  if (world.is('answers-twice')) accept(world, line, request);
}

function end(world: World, stay: Stay, request: number): void {
  const { session, line } = stay;
  const alone = session.stays.every((other) => other === stay || other.gone);
  const host = line.seat.role === 'host';
  const lawful = (host && !world.is('host-end-refused')) || (alone && !(world.is('last-end-refused') && !host));
  if (lawful || world.is('attendee-ends')) {
    endAll(world, session, stay, request);
    return;
  }
  if (world.is('refused-acts')) {
    endAll(world, session, stay, 0);
    session.over = false;
  }
  refuse(world, line, 'permission_denied', request);
}

function remove(world: World, stay: Stay, request: number, target: string): void {
  const rooms = world.is('removes-anywhere') ? world.sessions : [stay.session];
  const named = rooms.flatMap(({ stays }) => stays).find(({ id }) => id === target);
  const refusal = whyNotRemove(world, stay, named, target);
  if (refusal) {
    refuse(world, stay.line, refusal, request);
    return;
  }
  if (named && !world.is('remove-idle')) depart(world, named, 'remove');
  if (named !== stay) accept(world, stay.line, request);
}

function whyNotRemove(world: World, stay: Stay, named: Stay | undefined, target: string): Refusal | undefined {
  if (!world.has('remove')) return 'unimplemented';
  if (stay.line.seat.role !== 'host' && !world.is('attendee-removes')) return 'permission_denied';
  if (target === stay.id && !world.is('removes-itself')) return 'invalid_argument';
  return !named || (named.gone && world.is('departed-not-found')) ? 'not_found' : undefined;
}
