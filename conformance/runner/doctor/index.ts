/** The doctor: a quick look at what a first run would stumble over. DESIGN: section 6. */
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { declares } from './declares.js';
import { loss } from './departures.js';
import { duplicate } from './duplicate.js';
import { fence } from './fence.js';
import { bad, type Finding } from './finding.js';
import { leaving } from './leaving.js';
import { nonsense } from './requests.js';
import { roles } from './roles.js';

export type { Finding } from './finding.js';

/** How long the server has for the first Joined when the doctor asks, in milliseconds. */
export const PATIENCE_MS = 4_000;
/** How long all probes may take together; with the above and what starting takes, this stays below 10 s. */
const PROBES_MS = 5_000;

const probes: readonly ((system: SystemUnderTest) => Promise<Finding[]>)[] = [
  declares,
  fence,
  nonsense,
  roles,
  leaving,
  loss,
  duplicate,
];

export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** Whether a run makes sense. */
  readonly runs: boolean;
}

/** All probes at the same time, each in a meeting of its own. */
export async function examine(system: SystemUnderTest): Promise<Diagnosis> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, PROBES_MS, 'late').unref());
  const results = await Promise.all(probes.map((probe) => Promise.race([look(probe, system), late])));
  const unanswered = results.filter((result) => result === 'late').length;
  const findings = results.flatMap((result) => (result === 'late' ? [] : result.findings));
  const lost = results.some((result) => result !== 'late' && result.lost);
  if (unanswered > 0)
    findings.push(
      bad(`${unanswered} of ${probes.length} looks were not over after ${PROBES_MS / 1000} s`, 'see whether it hangs'),
    );
  return { findings: once(findings), runs: !lost && unanswered < probes.length };
}

/** Of a target that dies while it is looked at, every probe says the same. */
const once = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ found }, index) => findings.findIndex((other) => other.found === found) === index);

async function look(
  probe: (system: SystemUnderTest) => Promise<Finding[]>,
  system: SystemUnderTest,
): Promise<{ readonly findings: Finding[]; readonly lost: boolean }> {
  try {
    return { findings: await probe(system), lost: false };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const found = `it was lost while it was looked at: ${system.howEnded?.() ?? error.found}`;
    return { findings: [bad(found, 'see what it logs')], lost: true };
  }
}
