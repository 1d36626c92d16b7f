/** The linter of mappings: what contradicts itself, the registry, or what the system says of itself. */
import { reasonInfo } from '../../../gen/codes.js';
import type { ToldParty } from '../../exchange/crosswalk.js';
import type { MappedWord } from '../../exchange/mapping.js';
import type { Code } from '../../exchange/words.js';
import { type MappingFinding, toWhom, wrong } from './finding.js';
import { codesInOrder, codesInWords, lossOf } from './loss.js';
import { codeInWords, isOwed, type MappedSystem, toldAs } from './registry.js';
import { lintRows, looseCodes } from './rows.js';

const SIDES: readonly ToldParty[] = ['leaver', 'others'];

/** All that is to be said of a mapping: first what is wrong, then what is to be known. It judges no system. */
export function lintMapping(system: MappedSystem): readonly MappingFinding[] {
  const findings = [
    ...SIDES.flatMap((to) => [
      ...twice(system.mapping[to], toWhom[to]),
      ...missing(to, system),
      ...lintRows(to, system),
    ]),
    ...twice(system.mapping.refusals, 'as a refusal'),
    ...looseCodes(system),
    ...sidesApart(system),
  ];
  return [...findings.filter(({ level }) => level === 'error'), ...findings.filter(({ level }) => level === 'note')];
}

function twice(rows: readonly { readonly native: string }[], where: string): MappingFinding[] {
  const words = rows.map(({ native }) => native);
  const doubled = words.filter((word, index) => words.indexOf(word) < index);
  return [...new Set(doubled)].map((word) => wrong(`"${word}" is mapped twice ${where}: give it one row`));
}

/** Codes that the system can bring about, and has no word for. */
function missing(to: ToldParty, system: MappedSystem): MappingFinding[] {
  const said = new Set(system.mapping[to].flatMap(({ means }) => means));
  return reasonInfo
    .filter((info) => isOwed(info, to, system) && !said.has(toldAs(info, system)))
    .map((info) => {
      const told = toldAs(info, system);
      const instead = told === info.code ? '' : `, which is told as ${codeInWords(told)} without extended_codes`;
      return wrong(`no word says ${codeInWords(info.code)} ${toWhom[to]}${instead}`);
    });
}

/** Where the two sides do not say the same: it may be so, and it may be a slip. */
function sidesApart({ mapping }: MappedSystem): MappingFinding[] {
  const differing = mapping.leaver.flatMap(({ native, means }) => {
    const others = mapping.others.find((row) => row.native === native)?.means;
    if (!others || sameCodes(means, others)) return [];
    const [own, told] = [codesInWords(codesInOrder(means)), codesInWords(codesInOrder(others))];
    return [`"${native}" stands for ${own} to the leaver, and for ${told} to the others`];
  });
  const merging = SIDES.flatMap((to) => {
    const apart = to === 'leaver' ? 'others' : 'leaver';
    return lossOf(mapping[to]).flatMap(({ codes, words }) => {
      const told = codes.filter((code) => codes.some((other) => toldApart(code, other, mapping[apart])));
      if (told.length < 2) return [];
      const named = words.map((word) => `"${word}"`).join(', ');
      const all = told.every((code) => told.every((other) => code === other || toldApart(code, other, mapping[apart])));
      const tell = `the words ${toWhom[apart]} tell ${all ? 'them' : 'some of them'} apart`;
      return [`${named} merges ${codesInWords(told)} ${toWhom[to]}, and ${tell}`];
    });
  });
  return [...differing, ...merging].map((text) => ({ level: 'note' as const, text }));
}

const sameCodes = (one: readonly Code[], other: readonly Code[]): boolean =>
  one.every((code) => other.includes(code)) && other.every((code) => one.includes(code));

/** Both have words on this side, and none of them stands for both. */
function toldApart(one: Code, other: Code, side: readonly MappedWord[]): boolean {
  const says = (code: Code) => side.filter(({ means }) => means.includes(code));
  const [first, second] = [says(one), says(other)];
  return first.length > 0 && second.length > 0 && !first.some((row) => second.includes(row));
}
