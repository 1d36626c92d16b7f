/** One violation of a log: what would have been right, the lines that show it, and what they say as a diagram. */
import type { LogExcerptLine, LogFinding } from '../../exchange/log-report.js';
import { drawDiagram } from '../diagram.js';
import type { Frame } from '../reporter.js';
import { clip, pad, plural, width } from '../text.js';
import { withNames } from './names.js';
import { harmless, placeText, stampText } from './place.js';
import { entryLines } from './summary.js';

/** So many other violations of the same rooms are listed; the rest is counted. */
const MOST_ALSO = 5;

/** What is known of the log. `file`: its name; `begins`: its first stamp. */
interface About {
  readonly file: string;
  readonly begins: number;
}

/** Without an empty line at its end. */
export function renderExample(finding: LogFinding, { file, begins }: About, frame: Frame): string[] {
  const { palette, columns } = frame;
  const { clause, line, at, rooms, allowed, seen, also, names = {}, excerpt = [] } = finding;
  const place = `${finding.file ?? file}:${line}`;
  const entry = (name: string, text: string) => entryLines(name, harmless(text), columns);
  return [
    `${palette.red('✗')} ${palette.bold(place)}  ${clause}`,
    ...entry(rooms.length === 1 ? 'room' : 'rooms', rooms.join(', ')),
    ...entry('when', stampText(at, begins)),
    ...entry('allowed', withNames(allowed, names)),
    ...entry('seen', withNames(seen, names)),
    ...(also.length === 0 ? [] : entry('also', alsoWords(also))),
    ...(excerpt.length === 0 ? [] : ['', ...excerptLines(excerpt, frame)]),
    ...diagramLines(finding, frame),
  ];
}

function alsoWords(also: LogFinding['also']): string {
  const listed = also.slice(0, MOST_ALSO).map((one) => `${one.clause} in ${placeText(one)}`);
  const more = also.length - listed.length;
  return [...listed, ...(more > 0 ? [`and ${plural(more, 'other')}`] : [])].join(', ');
}

const MARK = '▶ ';
const NO_MARK = '  ';
const LONGEST_NAME = 12;

/** The wrong line in full, for one wants to read it; of the others as much as fits. */
function excerptLines(excerpt: readonly LogExcerptLine[], { palette, columns }: Frame): string[] {
  const gutters = excerpt.map((line) => [numberOf(line), clip(harmless(line.who ?? ''), LONGEST_NAME)] as const);
  const [numbers, names] = [0, 1].map((cell) => Math.max(...gutters.map((cells) => width(cells[cell] ?? ''))));
  return excerpt.flatMap(({ text, wrong }, index) => {
    const [number = '', name = ''] = gutters[index] ?? [];
    const gutter = `${wrong ? MARK : NO_MARK}${number.padStart(numbers ?? 0)}  ${pad(name, names ?? 0)}  `;
    const room = Math.max(20, columns - width(gutter));
    if (!wrong) return [`${gutter}${palette.dim(clip(harmless(text), room))}`];
    return broken(harmless(text), room).map((part, at) =>
      palette.red((at === 0 ? gutter : ' '.repeat(width(gutter))) + part),
    );
  });
}

const numberOf = ({ file, line }: LogExcerptLine): string => (file === undefined ? String(line) : `${file}:${line}`);

/** A line of JSON has no blanks at which it could be broken. */
function broken(text: string, columns: number): string[] {
  const points = [...text];
  const parts: string[] = [];
  for (let at = 0; at < points.length; at += columns) parts.push(points.slice(at, at + columns).join(''));
  return parts;
}

function diagramLines({ clause, allowed, scene, names = {}, diagram }: LogFinding, frame: Frame): string[] {
  const { palette, columns } = frame;
  // In a document that was saved, it stands drawn.
  if (!scene) return diagram === undefined ? [] : ['', ...diagram.trimEnd().split('\n').map(harmless)];
  const { history, wrong } = scene;
  const tones = { head: palette.bold, plain: (text: string) => text, wrong: palette.red };
  const drawn = drawDiagram({ clause, at: wrong, history, allowed: withNames(allowed, names) }, columns);
  return ['', ...drawn.map(({ text, tone }) => tones[tone](text))];
}
