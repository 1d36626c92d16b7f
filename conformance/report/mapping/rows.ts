/** What is wrong with single rows of a mapping. */
import type { ToldParty } from '../../exchange/crosswalk.js';
import type { MappedWord } from '../../exchange/mapping.js';
import type { Code } from '../../exchange/words.js';
import { type MappingFinding, toWhom, wrong } from './finding.js';
import { codesInWords } from './loss.js';
import { codeInWords, infoOf, isGivenAway, isLocal, type MappedSystem, undeclared } from './registry.js';

/** A declared deviation from this clause, or `announces_each`, and everybody is told of everybody. */
const ALONE = 'departure.by-room-left-alone';

/** What is wrong with the rows for one side. */
export const lintRows = (to: ToldParty, system: MappedSystem): MappingFinding[] =>
  system.mapping[to].flatMap((row) => [
    ...emptiness(row, to),
    ...numbers(row, to),
    ...(to === 'others' ? [...localCodes(row), ...wholeCodes(row, system)] : []),
    ...features(row, to, system),
  ]);

function emptiness({ native, means }: MappedWord, to: ToldParty): MappingFinding[] {
  if (means.length === 0) return [wrong(`"${native}" stands for nothing ${toWhom[to]}: name its codes`)];
  const twice = means.filter((code, index) => means.indexOf(code) < index);
  return [...new Set(twice)].map((code) => wrong(`"${native}" names ${codeInWords(code)} twice ${toWhom[to]}`));
}

function numbers({ native, means }: MappedWord, to: ToldParty): MappingFinding[] {
  return means
    .filter((code) => !isGivenAway(code))
    .map((code) =>
      code === 0
        ? wrong(`"${native}" stands for code 0 ${toWhom[to]}: leave the code out for a departure without a reason`)
        : wrong(`"${native}" stands for ${code} ${toWhom[to]}, which is no code of the registry`),
    );
}

const localCodes = ({ native, means }: MappedWord): MappingFinding[] =>
  known(means)
    .filter(isLocal)
    .map(({ code }) =>
      wrong(`"${native}" stands for ${codeInWords(code)} to the others, which a client only says to itself`),
    );

/**
 * Whole-room reasons, told of one. A row has every cause of its word, so they stand there where the system says the word of everybody;
 * beside others they are to be known, for the word then hides what has happened.
 */
function wholeCodes({ native, means }: MappedWord, { features, deviations }: MappedSystem): MappingFinding[] {
  if (features.includes('announces_each') || deviations.some(({ clause }) => clause === ALONE)) return [];
  const whole = known(means).filter(({ scope }) => scope === 'all');
  if (whole.length === 0) return [];
  const codes = codesInWords(whole.map(({ code }) => code));
  const others = whole.length < means.length ? ', and stands for other causes too: they cannot be told apart' : '';
  const text = `"${native}" tells the others ${codes}, of which RoomLeft alone should tell: it is seen only where ${ALONE} is broken${others}`;
  return [{ level: 'note', text }];
}

/** A row of codes that cannot come at all; one that is merely looser than it need be is in {@link looseCodes}. */
function features({ native, means }: MappedWord, to: ToldParty, system: MappedSystem): MappingFinding[] {
  const unsaid = unsaidOf(means, system);
  if (unsaid.length === 0 || unsaid.length < means.length) return [];
  const codes = codesInWords(unsaid.map(({ info }) => info.code));
  const missing = [...new Set(unsaid.flatMap((one) => one.missing))].join(', ');
  return [wrong(`"${native}" stands for ${codes} ${toWhom[to]}, and the profile does not declare ${missing}`)];
}

/** Codes that words stand for beside others, though the system declares nothing that would bring them about. */
export function looseCodes(system: MappedSystem): MappingFinding[] {
  const rows = [...system.mapping.leaver, ...system.mapping.others];
  const loose = rows.flatMap(({ native, means }) => {
    const unsaid = unsaidOf(means, system);
    return unsaid.length < means.length ? unsaid.map(({ info, missing }) => ({ native, info, missing })) : [];
  });
  const infos = [...new Set(loose.map(({ info }) => info))].sort((one, other) => one.code - other.code);
  return infos.map((info): MappingFinding => {
    const own = loose.filter((one) => one.info === info);
    const words = [...new Set(own.map(({ native }) => `"${native}"`))].join(', ');
    const missing = own[0]?.missing.join(', ') ?? '';
    const text = `${codeInWords(info.code)} is among what ${words} may stand for, and the profile does not declare ${missing}`;
    return { level: 'note', text };
  });
}

const unsaidOf = (means: readonly Code[], system: MappedSystem) =>
  known(means)
    .map((info) => ({ info, missing: undeclared(info, system) }))
    .filter(({ missing }) => missing.length > 0);

const known = (means: readonly Code[]) => means.flatMap((code) => infoOf(code) ?? []);
