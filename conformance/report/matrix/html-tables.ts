/** The tables of the page in HTML: the measured crosswalk, and clause by clause. */
import { clauses } from '../../../gen/clauses.js';
import {
  type CrosswalkRow,
  type MeasuredCause,
  measuredCauses,
  type ToldParty,
  toldWord,
} from '../../exchange/crosswalk.js';
import { element, escaped } from '../svg/element.js';
import type { ClauseCell } from './cells.js';
import type { Matrix, MatrixSystem } from './model.js';
import { CAUSES, CELL_WORDS, heldInWords, measuredInWords, silenceInWords } from './words.js';

/** Words from outside, as code. */
export const inCode = (text: string): string => element('code', {}, escaped(text));

/** A table that scrolls sideways by itself, for those who use a keyboard too. `head` and `rows` are elements' contents. */
export function drawHtmlTable(label: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const [first = '', ...others] = head;
  const heads = [first, ...others].map((cell) => element('th', { scope: 'col' }, cell));
  const lines = rows.map(([name = '', ...cells]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell))),
  );
  const table = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    `\n${element('tbody', {}, lines.join('\n'))}`,
  );
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label }, table);
}

const names = (systems: readonly MatrixSystem[]): string[] => systems.map(({ name }) => escaped(name));

/** What one side is told, cause by system. */
export function crosswalkTable(label: string, listener: ToldParty, { systems }: Matrix): string {
  const causes = measuredCauses.filter((cause) =>
    systems.some(({ crosswalk }) => crosswalk.some((row) => row.cause === cause && row.listener === listener)),
  );
  const rows = causes.map((cause) => [
    escaped(CAUSES[cause]),
    ...systems.map(({ crosswalk }) => tellings(crosswalk, cause, listener)),
  ]);
  return drawHtmlTable(label, ['cause', ...names(systems)], rows);
}

function tellings(crosswalk: readonly CrosswalkRow[], cause: MeasuredCause, listener: ToldParty): string {
  const told = crosswalk.filter((row) => row.cause === cause && row.listener === listener);
  if (told.length === 0) return element('span', { class: 'unshown' }, '-');
  return told
    .map((row) => {
      const word = toldWord(row);
      const said = word === undefined ? escaped(silenceInWords(cause, listener)) : inCode(word);
      return element('p', {}, said, ' ', element('span', { class: 'often' }, escaped(unbroken(measuredInWords(row)))));
    })
    .join('');
}

/** A number stays with its unit. */
const unbroken = (text: string): string => text.replaceAll(/(\d) (?=m?s\b|times?\b)/g, '$1\u00a0');

/** Every clause of which something was shown. */
export function clauseTable(label: string, { systems, rows }: Matrix): string {
  const lines = rows.map(({ clause, cells }) => [
    element('span', { title: clauses[clause].sentence }, inCode(clause)),
    ...cells.map(cellMark),
  ]);
  return drawHtmlTable(label, ['clause', ...names(systems)], lines);
}

/** A cell as a coloured word; a broken one leads to what was seen. */
export function cellMark(cell: ClauseCell): string {
  const { kind } = cell;
  const words = CELL_WORDS[kind];
  if (kind === 'broken') return element('a', { class: 'mark broken', href: `#sighting-${cell.sighting}` }, words);
  const why = kind === 'holds' ? heldInWords(cell) : cell.why;
  return element('span', { class: kind === 'unshown' ? kind : `mark ${kind}`, ...(why ? { title: why } : {}) }, words);
}
