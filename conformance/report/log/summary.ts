/** The first screen: what is wrong in a log, how often, since when, and in which rooms. */
import { clauses } from '../../../gen/clauses.js';
import type { BrokenExtent, BrokenInLog, LogReport, RoomsOfLog } from '../../exchange/log-report.js';
import type { Frame } from '../reporter.js';
import { clip, formatCount, pad, plural, wrap } from '../text.js';
import { withNames } from './names.js';
import { harmless, placeText, spanText, stampText } from './place.js';

/** So many clauses are told in full; of more, each has two lines, and its words stand with its examples. */
const MOST_IN_FULL = 3;
const INDENT = '  ';
/** The column where the text of an entry begins. */
const ENTRY = 11;
/** So many rooms are named. */
const MOST_ROOMS = 3;
/** A name is cut to this length. */
const LONGEST_NAME = 40;

/** `1 room`, `more than 10,000 rooms`. */
export const roomCount = ({ number, more }: RoomsOfLog): string =>
  `${more ? 'more than ' : ''}${plural(number, 'room')}`;

/** Nothing where nothing was found. */
export function renderBroken(report: LogReport, file: string, frame: Frame): string[] {
  const { broken, findings } = report;
  const { palette } = frame;
  if (broken.length === 0) return [];
  const head = `${file}: ${plural(findings, 'violation')} of ${plural(broken.length, 'clause')}`;
  const each = broken.length > MOST_IN_FULL ? inShort : inFull;
  return [
    `${palette.red('✗')} ${palette.bold(head)}`,
    '',
    ...broken.flatMap((one) => each(one, report, frame)),
    ...(broken.length > MOST_IN_FULL ? [''] : []),
    palette.dim(`"adjourn explain ${broken[0]?.clause}" says more. Examples follow.`),
    '',
  ];
}

function inFull(broken: BrokenInLog, report: LogReport, { palette, columns }: Frame): string[] {
  const { clause, first, times, extent } = broken;
  const { sentence, level, intent } = clauses[clause];
  const entry = (name: string, text: string) => entryLines(name, harmless(text), columns);
  return [
    `${palette.red(formatCount(times))} × ${palette.bold(clause)} (${level})`,
    ...wrap(sentence, columns - INDENT.length).map((line) => INDENT + line),
    ...(report.broken.length === 1 ? entry('so that', intent) : []),
    ...(extent ? entry('since', when(extent, times, report)) : []),
    ...(extent ? entry(extent.rooms.number === 1 ? 'room' : 'rooms', roomsText(extent.rooms)) : []),
    ...first.slice(0, 1).flatMap(({ seen, names = {} }) => entry('seen', withNames(seen, names))),
    '',
  ];
}

function inShort({ clause, times, extent }: BrokenInLog, { begins = 0 }: LogReport, frame: Frame): string[] {
  const { palette, columns } = frame;
  const where = extent ? `${roomCount(extent.rooms)}, since ${stampText(extent.since.at, begins)}` : '';
  const head = `${pad(formatCount(times), 7)}${palette.bold(clause)}`;
  return [`${INDENT}${head}`, ...wrap(where, columns - ENTRY).map((line) => `${''.padEnd(9)}${line}`)];
}

/** An entry of a list: its name, and its text beside it. */
export function entryLines(name: string, text: string, columns: number): string[] {
  return wrap(text, columns - ENTRY).map((part, index) => `${INDENT}${index === 0 ? name : ''}`.padEnd(ENTRY) + part);
}

function when({ since, until }: BrokenExtent, times: number, { begins = 0 }: LogReport): string {
  if (times === 1) return `${stampText(since.at, begins)} (${placeText(since)})`;
  return `${spanText(since.at, until.at, begins)} (${placeText(since)} to ${placeText(until)})`;
}

function roomsText({ number, more, most }: RoomsOfLog): string {
  const named = most.slice(0, MOST_ROOMS);
  const names = named.map(({ room, times }) => `${roomName(room)}${times > 1 ? ` (${formatCount(times)})` : ''}`);
  const others = number - named.length;
  const all = number === 1 ? '' : `${more ? 'more than ' : ''}${formatCount(number)}: `;
  return `${all}${names.join(', ')}${others > 0 ? `, and ${formatCount(others)} others` : ''}`;
}

/** A room may have any name. */
const roomName = (name: string): string => (name === '' ? '""' : clip(harmless(name), LONGEST_NAME));
