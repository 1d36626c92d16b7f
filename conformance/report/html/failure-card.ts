/** One failure in full: the clause in words, the exchange, what was allowed and seen, and the command that shows it again. */
import { clauses } from '../../../gen/clauses.js';
import type { CaseResult, Failure } from '../../exchange/report.js';
import { reasonText } from '../claim/expected.js';
import { circumstances, reached, replayLine } from '../failure.js';
import { commandBox, factList, linkTo } from './facts.js';
import { anchor, type Content, code, type Markup, tag } from './markup.js';
import { inlinePicture } from './picture.js';

/** Where a failure stands on the page, for links to it. */
export const failurePlace = (caseId: string, { clause }: Pick<Failure, 'clause'>): string =>
  anchor(`${caseId}:${clause}`);

/** `target`: as the report names it. */
export function failureCard(failure: Failure, { id, seed }: CaseResult, target: string): Markup {
  const { clause, allowed, seen, shrink, state = [], file, known } = failure;
  const { level, sentence, intent, section } = clauses[clause];
  const place = failurePlace(id, failure);
  const title = tag('h3', { id: `${place}-title` }, linkTo(place, code(clause)), ' ', tag('span', {}, level));
  return tag(
    'article',
    { class: 'failure', id: place, 'aria-labelledby': `${place}-title` },
    title,
    tag('p', { class: 'sentence' }, sentence),
    tag('p', { class: 'dim' }, tag('em', {}, 'Intent: '), `${intent} (spec/${section})`),
    inlinePicture(failure, place),
    tag('dl', { class: 'versus' }, side('allowed', allowed), side('seen', seen)),
    factList([
      known === undefined ? undefined : ['known', reasonText(known)],
      ['found', circumstances(failure, seed)],
      shrink.sameAs === ''
        ? undefined
        : ['same as', tag('span', { class: 'elsewhere' }, smallIn(shrink.sameAs, failure))],
      ['reached', reached(failure).join('')],
      state.length === 0
        ? undefined
        : [
            'state',
            tag(
              'ul',
              {},
              state.map((line) => tag('li', {}, line)),
            ),
          ],
      file === '' ? undefined : ['saved', code(file)],
    ]),
    replayLine(failure, target).map((line) => commandBox('Replay', line)),
  );
}

const smallIn = (id: string, failure: Failure): Content => [
  linkTo(failurePlace(id, failure), code(id)),
  ', where it was made small',
];

const side = (name: 'allowed' | 'seen', text: string): Markup =>
  tag('div', { class: name }, tag('dt', {}, name), tag('dd', {}, text));
