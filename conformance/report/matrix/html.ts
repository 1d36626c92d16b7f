/** The page as one HTML file that needs nothing beside it: no script, no font, no picture from elsewhere. */
import { clauses } from '../../../gen/clauses.js';
import { element, escaped } from '../svg/element.js';
import { drawSvg } from '../svg/picture.js';
import { sentence } from '../text.js';
import type { ClauseCell } from './cells.js';
import { STYLE } from './html-style.js';
import { cellMark, clauseTable, crosswalkTable, drawHtmlTable, inCode } from './html-tables.js';
import type { Matrix, MatrixSystem, Sighting } from './model.js';
import { matrixPicture } from './picture.js';
import { cellReasons, seenByChance } from './reasons.js';
import { mergedCauses } from './told-apart.js';
import {
  ABOUT,
  CAPTIONS,
  CAUSES,
  CELLS,
  chanceInWords,
  MEASURED,
  NOT_LOOKED_UP,
  PICTURE,
  replayedInWords,
  seenIn,
  TITLE,
} from './words.js';

type Section = Exclude<keyof typeof CAPTIONS, 'reasons'>;

/** The whole page. */
export function matrixHtml(matrix: Matrix): string {
  const sections: readonly (readonly [Section, string])[] = [
    ['leaver', paragraph(MEASURED) + crosswalkTable(CAPTIONS.leaver, 'leaver', matrix)],
    ['others', crosswalkTable(CAPTIONS.others, 'others', matrix)],
    ['apart', element('ul', {}, ...matrix.systems.map(apart))],
    ['clauses', legend() + clauseTable(CAPTIONS.clauses, matrix) + unshown(matrix) + reasons(matrix)],
    ...(matrix.sightings.length === 0 ? [] : [['sightings', matrix.sightings.map(seen).join('\n')] as const]),
    ['made', made(matrix)],
  ];
  const links = sections.map(([id]) => element('li', {}, element('a', { href: `#${id}` }, CAPTIONS[id])));
  const [what = '', caveat = ''] = ABOUT;
  const head = [
    element('h1', {}, TITLE),
    paragraph(what),
    element('p', { class: 'caveat' }, escaped(caveat)),
    element('nav', { 'aria-label': 'Contents' }, element('ul', {}, ...links)),
  ];
  const body = sections.map(([id, content]) => element('section', { id }, element('h2', {}, CAPTIONS[id]), content));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, TITLE),
    element('style', {}, STYLE),
    '</head>',
    '<body>',
    element('header', {}, head.join('\n')),
    element('main', {}, pictureOf(matrix), body.join('\n')),
    '<footer></footer>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const pictureOf = (matrix: Matrix): string => {
  const src = `data:image/svg+xml,${encodeURIComponent(matrixPicture(matrix))}`;
  const img = `<img src="${src}" alt="${escaped(PICTURE)}">`;
  return element(
    'div',
    { class: 'picture', tabindex: 0, role: 'region', 'aria-label': 'The crosswalk as a picture' },
    img,
  );
};

const paragraph = (text: string): string => element('p', {}, escaped(text));

const HEARS = { leaver: 'The leaver', others: 'The others' } as const;

function apart({ name, crosswalk }: MatrixSystem): string {
  const merged = mergedCauses(crosswalk).map(({ listener, word, causes }) => {
    const said = causes.map((cause) => CAUSES[cause]).join(' · ');
    return element('li', {}, `${HEARS[listener]}, by `, inCode(word), `: ${escaped(said)}`);
  });
  if (merged.length === 0) return element('li', {}, `${escaped(name)}: nothing of what the run has brought about`);
  return element('li', {}, escaped(name), element('ul', {}, ...merged));
}

function legend(): string {
  const kinds = Object.entries(CELLS) as [ClauseCell['kind'], string][];
  const lines = kinds.map(([kind, meaning]) => element('dt', {}, sample(kind)) + element('dd', {}, escaped(meaning)));
  return element('dl', { class: 'legend' }, ...lines);
}

/** A mark that leads nowhere. */
const sample = (kind: ClauseCell['kind']): string =>
  kind === 'broken'
    ? element('span', { class: 'mark broken' }, kind)
    : cellMark(kind === 'holds' ? { kind, checks: 0, broken: 0, partly: '' } : { kind, why: '' });

const unshown = ({ unshown: ids }: Matrix): string =>
  ids.length === 0 ? '' : element('p', { class: 'dim' }, `Nothing was shown of ${ids.map(inCode).join(', ')}.`);

/** Why clauses are declared, or cannot be told, by system. */
function reasons({ systems, rows }: Matrix): string {
  const parts = systems.map(({ name }, column) => {
    const lines = cellReasons({ rows }, column).map(({ kind, why, clauses: ids }) =>
      element('li', {}, cellMark({ kind, why: '' }), ` ${escaped(why)}: `, ids.map(inCode).join(', ')),
    );
    const chance = seenByChance({ rows }, column).map(({ clause, sighting, ...often }) => {
      const link = sighting ? `: ${element('a', { href: `#sighting-${sighting}` }, `sighting ${sighting}`)}` : '';
      return element('li', {}, 'by chance: ', inCode(clause), ` ${escaped(chanceInWords(often))}${link}`);
    });
    if (lines.length + chance.length === 0) return '';
    const title = element('h3', {}, `${escaped(name)}: ${CAPTIONS.reasons}`);
    return title + element('ul', { class: 'notes' }, ...lines, ...chance);
  });
  return parts.join('');
}

function seen({ number, system, clause, failure, cases, remark }: Sighting): string {
  const { level, sentence: rule } = clauses[clause];
  const fact = (name: string, value: string) => element('dt', {}, name) + element('dd', {}, value);
  const picture = `data:image/svg+xml,${encodeURIComponent(drawSvg(failure))}`;
  const alt = `The exchange as a sequence diagram. Allowed: ${failure.allowed}. Seen: ${failure.seen}.`;
  return element(
    'article',
    { id: `sighting-${number}` },
    element('h3', {}, `Sighting ${number}: `, inCode(clause), ` (${level}), in ${escaped(seenIn(system))}`),
    element('blockquote', {}, escaped(rule)),
    element(
      'dl',
      { class: 'facts' },
      fact('allowed', escaped(failure.allowed)),
      fact('seen', escaped(failure.seen)),
      fact('in', `${cases.map(inCode).join(', ')}, with seed ${system.seed}`),
    ),
    element(
      'div',
      { class: 'picture', tabindex: 0, role: 'region', 'aria-label': `The exchange of sighting ${number}` },
      `<img src="${picture}" alt="${escaped(alt)}">`,
    ),
    paragraph(`${replayedInWords(failure.shrink)} ${remark === '' ? NOT_LOOKED_UP : sentence(remark)}`),
  );
}

function made({ systems }: Matrix): string {
  const rows = systems.map(({ name, version, date, spec, suite, seed, casesRun, casesSkipped, trouble }) => [
    escaped(name),
    escaped(version),
    escaped(date || '-'),
    escaped(`${spec}, by adjourn ${suite}`),
    `${seed}`,
    `${casesRun} run, ${casesSkipped} skipped${trouble === '' ? '' : `; cut short: ${escaped(trouble)}`}`,
  ]);
  const lines = systems.map(({ command }) => escaped(command)).join('\n');
  return [
    drawHtmlTable(CAPTIONS.made, ['system', 'version', 'day (UTC)', 'specification', 'seed', 'cases'], rows),
    paragraph('Each run is repeated by its line:'),
    element('pre', { tabindex: 0 }, lines),
  ].join('');
}
