/** The doctor for whole systems: a few small meetings, for what a first run would stumble over. */
import type { ForeignSystem } from '../../sut/foreign/index.js';
import { Unreachable } from '../../sut/system.js';
import { bad, type Diagnosis, deadline, type Finding, good, note, testeeFault } from './finding.js';
import { answersInOrder, calledOff, comesBack, goTogether, sentHome, thrownOut } from './system-probes.js';

/** How long all probes may take together, in milliseconds. */
const PROBES_MS = 20_000;

/** Each in a world of its own, one after the other: what one of them finds must not be the others' doing. */
const probes: readonly ((system: ForeignSystem) => Promise<Finding[]>)[] = [
  goTogether,
  comesBack,
  answersInOrder,
  thrownOut,
  sentHome,
  calledOff,
];

/** Examines a system through its testee. A testee that breaks ends the examination. */
export async function examineSystem(system: ForeignSystem): Promise<Diagnosis> {
  const findings = declaresOf(system);
  try {
    findings.push(await nonsenseOf(system));
    const inTime = deadline(PROBES_MS);
    for (const probe of probes) {
      const { done, unfinished } = await inTime([probe(system)]);
      findings.push(...done.flat());
      if (unfinished > 0)
        return {
          findings: [...findings, bad('the probes are not over in time', 'see what it waits for')],
          runs: false,
        };
    }
    return { findings: once(findings), runs: !findings.some(({ isTesteeFault }) => isTesteeFault) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { findings: [...findings, bad(error.found, error.advice)], runs: false };
  }
}

/** Several meetings may show the same thing. */
const once = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ found }, index) => findings.findIndex((other) => other.found === found) === index);

function declaresOf({ profile, system }: ForeignSystem): Finding[] {
  const { name, features, unsupported, deviations } = profile;
  const words = `${system.mapping.leaver.length} words for leavers, ${system.mapping.others.length} for the others`;
  return [
    good(`is "${name}", with ${features.join(', ') || 'no features'}; its mapping has ${words}`),
    ...(unsupported.length > 0
      ? [note(`cannot be made to do: ${unsupported.join(', ')}`, 'cases that need it are skipped')]
      : []),
    ...deviations.map(({ clause, why }) => note(`deviates from ${clause}: ${why}`, 'its clause is left out')),
    ...(system.quietMs > 0
      ? [note(`has no fence: ${system.quietMs} ms of silence take its place`, 'every meeting takes that much longer')]
      : []),
  ];
}

/** Gives the testee a command that does not exist. */
async function nonsenseOf(system: ForeignSystem): Promise<Finding> {
  const answer = await system.nonsense();
  if (answer.kind === 'unsupported') return good('says of a command that it does not know that it is unsupported');
  return testeeFault(
    `accepts nonsense: it answers a command that does not exist with ${answer.kind}`,
    'answer "unsupported", so that a skipped case is not taken for a passed one',
  );
}
