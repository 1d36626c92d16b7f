/** Which rows of a diagram were sent at the same time: the steps of one round, whatever came in between of what the first of them did. */
import { type HistoryRecord, PEER } from '../exchange/index.js';

/** The first and the last step of a round, another one of it, and what stands between them. */
export type Together = 'begin' | 'step' | 'end' | 'between';

/** In words, beside a bracket. */
export const AT_ONCE = 'sent at the same time';

/** Of each record, in the order in which they are shown; `rounds`: how many the scenario has, behind which come the suite's own fences. */
export function togetherOf(records: readonly HistoryRecord[], rounds: number): readonly (Together | undefined)[] {
  const places = new Map<number, number[]>();
  for (const [place, record] of records.entries())
    if (record.kind === 'sent' && record.seat !== PEER && record.round < rounds)
      places.set(record.round, [...(places.get(record.round) ?? []), place]);
  const found: (Together | undefined)[] = records.map(() => undefined);
  for (const steps of places.values()) {
    const [first = 0, last = 0] = [steps[0], steps.at(-1)];
    if (first === last) continue;
    for (let place = first; place <= last; place += 1)
      found[place] = place === first ? 'begin' : place === last ? 'end' : steps.includes(place) ? 'step' : 'between';
  }
  return found;
}
