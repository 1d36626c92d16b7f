/** The server's side of a made-up meeting: takes up one frame, or notices one loss. */
import type { Action } from '../../exchange/scenario.js';
import type { Malformed } from '../../exchange/words.js';
import { depart } from './departures.test.helper.js';
import { join, refuseJoin } from './joins.test.helper.js';
import { asked, called } from './requests.test.helper.js';
import { comeBack, late, resume } from './resume.test.helper.js';
import { close, put, refuse } from './wire.test.helper.js';
import type { Line, RoomObject, Up, World } from './world.test.helper.js';

export function take(world: World, line: Line): void {
  const frame = line.up.shift();
  if (!frame) return;
  if (frame.kind === 'closing') {
    closing(world, line, frame.code);
    return;
  }
  const { action, request, target } = frame;
  const busy = whyBusy(world, action);
  if (busy) turnAway(world, line, frame, busy);
  else if (action.kind === 'operate') called(world, line, frame);
  else if (action.kind === 'malformed') malformed(world, line, action.frame);
  else if (action.kind === 'join' || action.kind === 'repeat') joins(world, line);
  else if (action.kind === 'resume') resume(world, line, frame);
  else if (line.object && line.stay && takesUp(world, line.object, line, frame))
    asked(world, line.stay, action, request, target);
}

const codes = ['resource_exhausted', 'unavailable'] as const;

/** With what something is refused because of load. A Leave and an End are not. */
function whyBusy({ wish, chance }: World, { kind }: Action): (typeof codes)[number] | undefined {
  const isProtected = kind === 'leave' || kind === 'end' || kind === 'malformed' || kind === 'ack';
  return wish.busy && !isProtected && chance.percent(wish.busy) ? chance.pick(codes) : undefined;
}

function turnAway(world: World, line: Line, frame: Up & { kind: 'action' }, code: (typeof codes)[number]): void {
  const { action, request } = frame;
  if (action.kind === 'operate') line.down.push({ kind: 'rejected', code });
  else if (action.kind === 'join' || action.kind === 'repeat') refuseJoin(world, line, code);
  else if (action.kind === 'resume') put(world, line, { kind: 'rejected', code, sequence: 0, replyTo: 0 });
  else if (line.object && line.stay && takesUp(world, line.object, line, frame)) refuse(world, line, code, request);
}

/** A Join; or the same one again, where its room object is remembered. */
function joins(world: World, line: Line): void {
  const object = world.has('resume') ? world.objects.get(line.client) : undefined;
  if (!object) join(world, line, line.client.room);
  else if (object.departed) late(line, object);
  else comeBack(world, line, object, 0);
}

/** Whether the request is a new one of somebody who is there. An acknowledgement says that the client was heard. */
function takesUp(
  world: World,
  object: RoomObject,
  line: Line,
  { action, request, ack }: Up & { kind: 'action' },
): boolean {
  if (ack > 0)
    object.heard = Math.max(
      object.heard,
      object.tokens.findLastIndex((given) => given.line === line),
    );
  if (action.kind === 'ack' || line.stay?.gone || (world.has('resume') && request <= object.taken)) return false;
  object.taken = request;
  return true;
}

export function notice(world: World, line: Line): void {
  line.noticed = true;
  line.deaf = true;
  lose(world, line);
}

/** A lost connection: the end of its stay, or the beginning of its window. */
function lose(world: World, line: Line): void {
  const { stay, object } = line;
  if (!stay || stay.gone || object?.line !== line) return;
  if (world.wish.windowMs) object.lostAt = world.now;
  else if (!world.is('loss-untold')) depart(world, stay, 'lost');
}

/** The window of a lingering participation is over. */
export const expired = ({ wish, now }: World, { lostAt }: RoomObject): boolean =>
  lostAt !== undefined && now >= lostAt + (wish.windowMs ?? 0);

function closing(world: World, line: Line, code: number): void {
  const leaves = code === 4101 ? !world.is('goodbye-as-loss') : world.is('close-as-leave');
  line.noticed = true;
  if (line.stay && line.object?.line === line) {
    if (leaves) depart(world, line.stay, 'leave');
    else if (world.wish.windowMs) lose(world, line);
    else depart(world, line.stay, 'lost');
  }
  if (world.chance.percent(50)) line.down.push({ kind: 'closed', code });
  line.deaf = true;
}

function malformed(world: World, line: Line, frame: Malformed): void {
  const codes = { 'wrong-type': 1003, undecodable: 1007, oversize: 1009, 'join-again': 1002, 'request-first': 1002 };
  close(line, world.is('frame-code') ? 1011 : codes[frame]);
  if (world.wish.windowMs) lose(world, line);
  else if (line.stay) depart(world, line.stay, 'lost');
}
