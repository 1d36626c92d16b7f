/** The doctor for testees: a quick look at a client, for what a first run would stumble over. */
import { DISPENSABLE } from '../../exchange/profile.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import type { Testee } from '../../sut/testee/index.js';
import { clientDuplicates, clientJoining, clientLeaving, clientReasons } from './client-probes.js';
import { bad, type Diagnosis, deadline, type Finding, good, note, testeeFault } from './finding.js';

/** How long all probes may take together, in milliseconds: with the hello and the nonsense, less than 10 s. */
const PROBES_MS = 3_500;

/** Each in a world of its own, all at the same time. */
const probes: readonly ((system: SystemUnderTest) => Promise<Finding[]>)[] = [
  clientJoining,
  clientReasons,
  clientDuplicates,
  clientLeaving,
];

/** Examines a client through its testee. A testee that breaks ends the examination. */
export async function examineClient(system: Testee): Promise<Diagnosis> {
  const inTime = deadline(PROBES_MS);
  const first: Finding[] = declares(system);
  try {
    first.push(await nonsense(system));
    const { done, unfinished } = await inTime(probes.map((probe) => probe(system)));
    const found = `${unfinished} of ${probes.length} probes were not over after ${PROBES_MS / 1_000} s`;
    const slow = unfinished > 0 ? [bad(found, 'see what it waits for')] : [];
    const findings = [...first, ...done.flat(), ...slow];
    return { findings, runs: unfinished < probes.length && !findings.some(({ isTesteeFault }) => isTesteeFault) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { findings: [...first, bad(error.found, error.advice)], runs: false };
  }
}

function declares({ profile }: SystemUnderTest): Finding[] {
  const { name, unsupported } = profile;
  if (unsupported.length === 0) return [good(`is "${name}", and can do everything`)];
  const fields = unsupported.filter((what) => DISPENSABLE.includes(what));
  const kinds = unsupported.filter((what) => !DISPENSABLE.includes(what));
  return [
    good(`is "${name}"`),
    ...(kinds.length === 0
      ? []
      : [note(`cannot be made to do: ${kinds.join(', ')}`, 'cases that need it are skipped')]),
    ...(fields.length === 0
      ? []
      : [note(`its API has no place for: ${fields.join(', ')}`, 'it is not held to what the suite gives there')]),
  ];
}

/** Gives the testee a command that does not exist. */
async function nonsense(system: Testee): Promise<Finding> {
  const answer = await system.nonsense();
  if (answer.kind === 'unsupported') return good('says of a command that it does not know that it is unsupported');
  return testeeFault(
    `accepts nonsense: it answers a command that does not exist with ${answer.kind}`,
    'answer "unsupported", so that a skipped case is not taken for a passed one',
  );
}
