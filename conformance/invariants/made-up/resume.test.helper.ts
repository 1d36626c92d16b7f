/** How those who were lost come back to a made-up meeting. */
import type { Observation } from '../../exchange/observation.js';
import { giveToken } from './joins.test.helper.js';
import { close, put } from './wire.test.helper.js';
import type { Line, RoomObject, Up, World } from './world.test.helper.js';

export function resume(world: World, line: Line, { token, sequence = 0 }: Up & { kind: 'action' }): void {
  const object = world.objects.get(line.client);
  const place = object?.tokens.findIndex((given) => given.token === token) ?? -1;
  const serves = object !== undefined && place >= object.heard;
  if (serves && object.departed) late(line, object);
  else if (serves && sequence <= object.log.length) comeBack(world, line, object, sequence);
  else put(world, line, { kind: 'rejected', code: 'not_found', sequence: 0, replyTo: 0 });
}

/** RoomLeft alone, for the true reason. */
export function late(line: Line, { departed }: RoomObject): void {
  if (!departed) return;
  const { code, replyTo } = departed;
  line.down.push({ kind: 'roomLeft', reason: [code], sequence: 0, replyTo });
  close(line, code === 'absent' ? 1000 : 3000 + code);
}

/** Another connection takes over, and is sent what is behind `sequence`; a repeated Join has received nothing. */
export function comeBack(world: World, line: Line, object: RoomObject, sequence: number): void {
  const old = object.line;
  if (!old.noticed && !old.deaf) close(old, 4200);
  delete object.lostAt;
  line.object = object;
  line.stay = object.stay;
  object.line = line;
  object.stay.line = line;
  const fresh = { token: giveToken(world, object, line), lastRequest: object.taken };
  if (sequence > 0) put(world, line, { kind: 'resumed', ...fresh, sequence: 0, replyTo: 0 });
  for (const message of object.log.slice(sequence))
    put(world, line, message.kind === 'joined' ? ({ ...message, ...fresh } as Observation) : message);
}
