/** The page as Markdown, for a repository or a site. */
import { clauses } from '../../../gen/clauses.js';
import { measuredCauses, type ToldParty, toldWord } from '../../exchange/crosswalk.js';
import { drawDiagram } from '../diagram.js';
import { pad, sentence, width } from '../text.js';
import type { ClauseCell } from './cells.js';
import type { Matrix, MatrixSystem, Sighting } from './model.js';
import { cellReasons, seenByChance } from './reasons.js';
import { mergedCauses } from './told-apart.js';
import {
  ABOUT,
  CAPTIONS,
  CAUSES,
  CELL_WORDS,
  CELLS,
  chanceInWords,
  MEASURED,
  measuredInWords,
  NOT_LOOKED_UP,
  PICTURE,
  replayedInWords,
  seenIn,
  silenceInWords,
  TITLE,
} from './words.js';

/** The whole page. `picture`: where the picture of the crosswalk stands, as seen from the page. */
export function matrixMarkdown(matrix: Matrix, picture?: string): string {
  const parts = [
    `# ${TITLE}`,
    ...ABOUT,
    ...(picture === undefined ? [] : [`![${PICTURE}](${picture})`]),
    ...measured(matrix),
    ...byClause(matrix),
    ...(matrix.sightings.length === 0 ? [] : [`## ${CAPTIONS.sightings}`]),
    ...matrix.sightings.flatMap(seen),
    ...made(matrix),
  ];
  return `${parts.join('\n\n')}\n`;
}

function measured({ systems }: Matrix): string[] {
  const table = (listener: ToldParty) => {
    const rows = measuredCauses
      .filter((cause) =>
        systems.some(({ crosswalk }) => crosswalk.some((row) => row.cause === cause && row.listener === listener)),
      )
      .map((cause) => [
        CAUSES[cause],
        ...systems.map(({ crosswalk }) => {
          const told = crosswalk.filter((row) => row.cause === cause && row.listener === listener);
          return told.map((row) => `${wordOf(row)} (${measuredInWords(row)})`).join('; ') || '-';
        }),
      ]);
    return drawTable(['cause', ...names(systems)], rows);
  };
  return [
    `## ${CAPTIONS.leaver}`,
    MEASURED,
    table('leaver'),
    `## ${CAPTIONS.others}`,
    table('others'),
    `## ${CAPTIONS.apart}`,
    systems.map(apart).join('\n'),
  ];
}

function wordOf(row: Parameters<typeof toldWord>[0] & Parameters<typeof measuredInWords>[0]): string {
  const word = toldWord(row);
  return word === undefined ? silenceInWords(row.cause, row.listener) : code(word);
}

const HEARS: Readonly<Record<ToldParty, string>> = { leaver: 'the leaver', others: 'the others' };

function apart({ name, crosswalk }: MatrixSystem): string {
  const merged = mergedCauses(crosswalk).map(({ listener, word, causes }) => {
    const said = causes.map((cause) => CAUSES[cause]).join(' · ');
    return `  - ${HEARS[listener]}, by ${code(word)}: ${said}`;
  });
  if (merged.length === 0) return `- ${name}: nothing of what the run has brought about`;
  return [`- ${name}`, ...merged].join('\n');
}

function byClause({ systems, rows, unshown }: Matrix): string[] {
  const kinds = Object.entries(CELLS) as [ClauseCell['kind'], string][];
  const legend = kinds.map(([kind, meaning]) => `- ${CELL_WORDS[kind] === '-' ? '"-"' : CELL_WORDS[kind]}: ${meaning}`);
  const table = rows.map(({ clause, cells }) => [code(clause), ...cells.map(cellText)]);
  return [
    `## ${CAPTIONS.clauses}`,
    legend.join('\n'),
    drawTable(['clause', ...names(systems)], table),
    ...(unshown.length === 0 ? [] : [`Nothing was shown of ${unshown.map(code).join(', ')}.`]),
    ...reasons({ systems, rows }),
  ];
}

const cellText = (cell: ClauseCell): string =>
  cell.kind === 'broken' ? `[broken](#sighting-${cell.sighting})` : CELL_WORDS[cell.kind];

/** Why clauses are declared, or cannot be told, by system. */
function reasons({ systems, rows }: Pick<Matrix, 'systems' | 'rows'>): string[] {
  return systems.flatMap(({ name }, column) => {
    const lines = cellReasons({ rows }, column).map(
      ({ kind, why, clauses: ids }) =>
        `- ${kind === 'declared' ? 'declared: ' : ''}${plainText(why)}: ${ids.map(code).join(', ')}`,
    );
    const chance = seenByChance({ rows }, column).map(
      ({ clause, sighting, ...often }) =>
        `- by chance: ${code(clause)} ${chanceInWords(often)}${sighting ? `: [sighting ${sighting}](#sighting-${sighting})` : ''}`,
    );
    const all = [...lines, ...chance];
    return all.length === 0 ? [] : [`### ${name}: ${CAPTIONS.reasons}`, all.join('\n')];
  });
}

/** As wide as a page of the site. */
const COLUMNS = 100;

function seen({ number, system, clause, failure, cases, remark }: Sighting): string[] {
  const { level, sentence: rule } = clauses[clause];
  return [
    `### Sighting ${number}`,
    `${code(clause)} (${level}), in ${plainText(seenIn(system))}:`,
    `> ${rule}`,
    [
      `- allowed: ${plainText(failure.allowed)}`,
      `- seen: ${plainText(failure.seen)}`,
      `- in ${cases.map(code).join(', ')}, with seed ${system.seed}`,
    ].join('\n'),
    `\`\`\`\n${drawDiagram(failure, COLUMNS)
      .map(({ text }) => text)
      .join('\n')}\n\`\`\``,
    `${replayedInWords(failure.shrink)}\n${remark === '' ? NOT_LOOKED_UP : sentence(remark)}`,
  ];
}

function made({ systems }: Matrix): string[] {
  const rows = systems.map(({ name, version, date, spec, suite, seed, casesRun, casesSkipped }) => [
    name,
    plainText(version),
    date || '-',
    `${spec}, by adjourn ${suite}`,
    `${seed}`,
    `${casesRun} run, ${casesSkipped} skipped`,
  ]);
  const troubled = systems.filter(({ trouble }) => trouble !== '');
  return [
    `## ${CAPTIONS.made}`,
    drawTable(['system', 'version', 'day (UTC)', 'specification', 'seed', 'cases'], rows),
    ...(troubled.length === 0
      ? []
      : [troubled.map(({ name, trouble }) => `- ${name} was cut short: ${plainText(trouble)}`).join('\n')]),
    'Each run is repeated by its line:',
    `\`\`\`\n${systems.map(({ command }) => command).join('\n')}\n\`\`\``,
  ];
}

const names = (systems: readonly MatrixSystem[]): string[] => systems.map(({ name }) => plainText(name));

/** Columns that line up, so that a change of one cell is one changed line. */
function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(3, width(cell), ...rows.map((row) => width(row[column] ?? ''))));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((columns) => '-'.repeat(columns))), ...rows.map(line)].join('\n');
}

/** Words from outside as code: a backtick in them, or the end of a cell, must not end it. */
function code(text: string): string {
  const clean = oneLine(text).replaceAll('|', '\\|');
  return clean.includes('`') ? `\`\` ${clean} \`\`` : `\`${clean || ' '}\``;
}

/** Words from outside as prose. */
const plainText = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|#]/g, '\\$&');

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
