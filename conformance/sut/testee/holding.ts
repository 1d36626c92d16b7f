/** Whether a call can end by itself, or is held up by what the peer does: a scenario goes on meanwhile. */
import type { ActionKind } from '../../exchange/scenario.js';
import type { Demand } from '../../exchange/words.js';
import type { PeerWorld } from '../peer/world.js';
import type { ApplicationCall } from './seat.js';

/** What a call asks the server for. */
export const demandOf: Readonly<Partial<Record<ActionKind, Demand>>> = {
  join: 'join',
  leave: 'leave',
  dispose: 'leave',
  end: 'end',
  remove: 'remove',
  switch: 'switch',
  mode: 'mode',
};

/** What has to be answered before anything else can be asked for. */
const entrances: readonly Demand[] = ['connect', 'join', 'resume'];

/** Held up for as long as the peer goes on like this. */
export function isHeldUp({ action, mark }: ApplicationCall, peer: PeerWorld): boolean {
  const unlawful = (demand: Demand): boolean => peer.answerTo(demand).how !== 'lawfully';
  const heard = peer.heard.slice(mark).map(({ message }) => message);
  const demand = demandOf[action.kind];
  if (demand === 'join') return (['connect', 'join'] as const).some((one) => unlawful(one) && heard.includes(one));
  if (peer.current?.frozen) return true;
  if (!peer.bound) return entrances.some(unlawful);
  return demand !== undefined && unlawful(demand) && heard.includes(demand);
}
