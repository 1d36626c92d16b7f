/** `client.in-order`: the events of an application come in the order of the messages that they tell of. */
import { invariant } from '../invariant.js';
import { sourcesOf } from './timeline/match.js';
import type { ClientTimeline, ToldAt } from './timeline/timeline.js';

/** Each event is compared with the one before it. */
export const inOrder = invariant({
  clauses: ['client.in-order'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    let before: { readonly told: ToldAt; readonly least: number } | undefined;
    for (const told of timeline.told) {
      const sequences = sourcesOf(timeline, told).flatMap(({ said }) => (said.sequence > 0 ? said.sequence : []));
      if (sequences.length === 0) continue;
      if (before) {
        sheet.held('client.in-order');
        if (Math.max(...sequences) < before.least)
          sheet.against('client.in-order', before.told.index, `${wordsOf(told)} before it`, wordsOf(before.told));
      }
      before = { told, least: Math.min(...sequences) };
    }
  },
});

const wordsOf = ({ event }: ToldAt): string =>
  'participation' in event ? `${event.event} ${event.participation}` : event.event;
