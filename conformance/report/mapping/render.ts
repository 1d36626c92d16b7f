/** A mapping as a page for a terminal: code by code, what the linter says, and what is lost. */
import { reasonInfo } from '../../../gen/codes.js';
import type { ToldParty } from '../../exchange/crosswalk.js';
import type { MappedWord } from '../../exchange/mapping.js';
import type { Frame } from '../reporter.js';
import { pad, plural, width, wrap } from '../text.js';
import type { MappingFinding } from './finding.js';
import { codesInWords, lossOf } from './loss.js';
import { codeInWords, isLocal, type MappedSystem, toldAs, undeclared } from './registry.js';

/** The whole page. */
export function renderMapping(
  name: string,
  system: MappedSystem,
  findings: readonly MappingFinding[],
  frame: Frame,
): string {
  const { palette } = frame;
  return [
    palette.bold(name),
    '',
    ...table(system, frame),
    '',
    ...refusals(system, frame),
    ...said(findings, frame),
    '',
    ...loss('leaver', system, frame),
    ...loss('others', system, frame),
    '',
  ].join('\n');
}

type Cells = readonly [string, string, string];

function table(system: MappedSystem, { palette, columns }: Frame): string[] {
  const head: Cells = ['code', 'to the leaver', 'to the others'];
  const rows = reasonInfo.map((info): Cells => {
    const code = codeInWords(info.code);
    if (isLocal(info)) return [code, wordsFor(info.code, system.mapping.leaver) || '(local)', ''];
    const missing = undeclared(info, { features: [...system.features, 'extended_codes'] });
    const told = toldAs(info, system);
    const without = missing.length > 0 ? `(without ${missing.join(', ')})` : '-';
    const cell = (side: readonly MappedWord[]) => wordsFor(told, side) || without;
    const instead = told === info.code ? '' : `, as ${codeInWords(told)}`;
    return [`${code}${instead}`, cell(system.mapping.leaver), cell(system.mapping.others)];
  });
  const first = Math.max(...[head, ...rows].map(([code]) => width(code))) + 2;
  const each = Math.max(20, Math.floor((columns - first) / 2));
  const lines = rows.flatMap((row) => tableLines(row, first, each));
  return [palette.dim(tableLines(head, first, each).join('\n')), ...lines];
}

function tableLines([code, ...cells]: Cells, first: number, each: number): string[] {
  const wrapped = cells.map((cell) => wrap(cell, each - 2));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines) => pad(lines[line] ?? '', each)).join('');
    return `${pad(line === 0 ? code : '', first)}${texts}`.trimEnd();
  });
}

/** The words that may stand for a code; in brackets how many other codes each of them may be. */
const wordsFor = (code: MappedWord['means'][number], side: readonly MappedWord[]): string =>
  side
    .filter(({ means }) => means.includes(code))
    .map(({ native, means }) => `${JSON.stringify(native)}${means.length > 1 ? ` (one of ${means.length})` : ''}`)
    .join(', ');

function refusals({ mapping }: MappedSystem, { palette, columns }: Frame): string[] {
  if (mapping.refusals.length === 0) return [];
  const words = mapping.refusals.map(({ native, code }) => `${JSON.stringify(native)} is ${code.toUpperCase()}`);
  return [palette.dim('refusals'), ...wrap(words.join(', '), columns - 2).map((line) => `  ${line}`), ''];
}

function said(findings: readonly MappingFinding[], { palette, columns }: Frame): string[] {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const lines = findings.flatMap(({ level, text }) => {
    const mark = level === 'error' ? palette.red('✗') : palette.yellow('!');
    return wrap(`${text}.`, columns - 2).map((line, index) => `${index === 0 ? mark : ' '} ${line}`);
  });
  const sum = errors === 0 ? 'The mapping has no error.' : `The mapping has ${plural(errors, 'error')}.`;
  return [...lines, errors === 0 ? palette.green(sum) : palette.red(sum)];
}

const HEARS: Readonly<Record<ToldParty, string>> = { leaver: 'The leaver', others: 'The others' };

function loss(to: ToldParty, { mapping }: MappedSystem, { columns }: Frame): string[] {
  const groups = lossOf(mapping[to]);
  if (groups.length === 0) return [`${HEARS[to]} can tell all codes apart that have a word.`];
  const lines = groups.flatMap(({ codes, words }) => {
    const by = words.map((word) => JSON.stringify(word)).join(', ');
    return wrap(`${codesInWords(codes)}: ${by}`, columns - 2).map((line) => `  ${line}`);
  });
  return [`${HEARS[to]} cannot tell apart`, ...lines];
}
