/** The server's side of a made-up meeting: takes up one frame, or notices one loss. */
import type { Malformed } from '../../exchange/index.js';
import { depart } from './departures.test.helper.js';
import { join } from './joins.test.helper.js';
import { asked } from './requests.test.helper.js';
import { close } from './wire.test.helper.js';
import type { Line, World } from './world.test.helper.js';

export function take(world: World, line: Line): void {
  const frame = line.up.shift();
  if (!frame) return;
  if (frame.kind === 'closing') {
    closing(world, line, frame.code);
    return;
  }
  const { action, request, target } = frame;
  if (action.kind === 'malformed') malformed(world, line, action.frame);
  else if (action.kind === 'join') join(world, line, action.room);
  else if (line.stay && !line.stay.gone) asked(world, line.stay, action, request, target);
}

export function notice(world: World, line: Line): void {
  line.noticed = true;
  line.deaf = true;
  if (line.stay && !world.is('loss-untold')) depart(world, line.stay, 'lost');
}

function closing(world: World, line: Line, code: number): void {
  const leaves = code === 4101 ? !world.is('goodbye-as-loss') : world.is('close-as-leave');
  line.noticed = true;
  if (line.stay) depart(world, line.stay, leaves ? 'leave' : 'lost');
  if (world.chance.percent(50)) line.down.push({ kind: 'closed', code });
  line.deaf = true;
}

function malformed(world: World, line: Line, frame: Malformed): void {
  const codes = { 'wrong-type': 1003, undecodable: 1007, oversize: 1009, 'join-again': 1002, 'request-first': 1002 };
  close(line, world.is('frame-code') ? 1011 : codes[frame]);
  if (line.stay) depart(world, line.stay, 'lost');
}
