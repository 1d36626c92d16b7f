/** The broken clauses in a list: how often each was seen broken, and what it asks for. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { plural } from '../text.js';
import { linkTo, part } from './facts.js';
import { type Content, code, tag } from './markup.js';

/** A broken clause, and where the page shows how. */
export interface Breach {
  readonly clause: ClauseId;
  readonly place: string;
  readonly times: number;
  /** What is counted: a `case`. */
  readonly noun: string;
}

/** The part of the page, with the clause that was broken most often on top. */
export function breachList(breaches: readonly Breach[]): Content {
  if (breaches.length === 0) return undefined;
  const sorted = [...breaches].sort((one, other) => other.times - one.times);
  const items = sorted.map(({ clause, place, times, noun }) => {
    const { level, sentence } = clauses[clause];
    return tag(
      'li',
      {},
      tag('span', {}, linkTo(place, code(clause)), ' ', tag('span', { class: 'level' }, level)),
      tag('span', { class: 'what' }, sentence),
      tag('strong', { class: 'times' }, plural(times, noun)),
    );
  });
  return part('broken', plural(breaches.length, 'broken clause'), tag('ul', { class: 'breaches' }, items));
}
