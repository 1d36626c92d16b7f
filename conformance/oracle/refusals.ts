/** What a history shows of refusals: with what something was refused, and what may have been the reason. */
import type { History, Sent } from '../exchange/history.js';
import { parseParticipation } from '../exchange/names.js';
import type { Observation } from '../exchange/observation.js';
import type { Refusal } from '../exchange/words.js';

/** A refusal, and its place in the history. */
export interface RefusalAt {
  readonly code: Refusal | 'unspecified';
  readonly at: number;
}

/** What answers a Join or a Resume. */
const opening: ReadonlySet<Observation['kind']> = new Set(['joined', 'resumed', 'rejected', 'roomLeft', 'closed']);

/** With what a Join, a repeated one, a Resume or a call was refused; undefined where it was not. */
export function refusedEntry({ records }: History, { seat, connection }: Sent, sent: number): RefusalAt | undefined {
  for (let at = sent + 1; at < records.length; at += 1) {
    const record = records[at];
    if (record?.kind !== 'seen' || record.seat !== seat || record.connection !== connection) continue;
    const { observation } = record;
    if (!opening.has(observation.kind)) continue;
    return observation.kind === 'rejected' && !observation.replyTo ? { code: observation.code, at } : undefined;
  }
  return undefined;
}

/** With what a request was refused, on whichever connection; undefined where nobody saw that it was. */
export function refusedRequest({ records }: History, { seat, request = 0 }: Sent, sent: number): RefusalAt | undefined {
  if (request === 0) return undefined;
  for (let at = sent + 1; at < records.length; at += 1) {
    const record = records[at];
    if (record?.seat !== seat) continue;
    // What comes then is for another room object.
    if (record.kind === 'sent' && record.action.kind === 'join') return undefined;
    if (record.kind !== 'seen' || !('replyTo' in record.observation)) continue;
    const { observation } = record;
    if (observation.replyTo === request)
      return observation.kind === 'rejected' ? { code: observation.code, at } : undefined;
  }
  return undefined;
}

/** Whether a participant may have been removed from a room before. Clause `remove.bars`. */
export function mayBeRemoved(
  history: History,
  { participant, room }: { readonly participant: string; readonly room: string },
  before: number,
): boolean {
  const { records, scenario } = history;
  const isOf = (name: string) =>
    scenario.seats.find((seat) => seat.name === parseParticipation(name).seat)?.participant === participant;
  return records.some((record, at) => {
    if (at >= before || record.kind !== 'sent') return false;
    const { action } = record;
    if (action.kind === 'operate')
      return action.call === 'removeParticipant' && action.room === room && action.targets.some(isOf);
    const isRemove = action.kind === 'remove' && isOf(action.target) && mayBeIn(records, record, at, room);
    return isRemove && refusedRequest(history, record, at) === undefined;
  });
}

/** Whether a seat has asked, since its latest Join, to be in a room. */
function mayBeIn(records: History['records'], { seat }: Sent, before: number, room: string): boolean {
  for (let at = before - 1; at >= 0; at -= 1) {
    const record = records[at];
    if (record?.kind !== 'sent' || record.seat !== seat) continue;
    const { action } = record;
    if ((action.kind === 'join' || action.kind === 'switch') && action.room === room) return true;
    if (action.kind === 'join') return false;
  }
  return false;
}
