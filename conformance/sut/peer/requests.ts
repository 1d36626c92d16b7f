/** What becomes of a request of somebody who is in a room. */
import { joined } from './entrance.js';
import { lawfully, type Request } from './lawful.js';
import type { Line } from './line.js';
import { instead } from './manners.js';
import { depart } from './parting.js';
import type { Stay } from './stay.js';
import type { PeerWorld } from './world.js';

export function ask(world: PeerWorld, line: Line, stay: Stay, wish: Request, request: number): void {
  // What is never answered is as if it had not been read: it may be sent again.
  if (world.manner(wish.kind).how === 'never') return;
  stay.lastRequest = request;
  if (instead(world, line, wish.kind, { stay, request })) return;
  const outcome = lawfully(wish, stay, world.registrar, () => joined(world, stay));
  if ('refusal' in outcome) world.say(stay, { kind: 'rejected', refusal: outcome.refusal }, request);
  else if ('departs' in outcome) depart(world, stay, { code: outcome.departs, wording: 'own', replyTo: request });
  else {
    if (outcome.first) world.say(stay, outcome.first);
    world.say(stay, outcome.answer, request);
  }
}
