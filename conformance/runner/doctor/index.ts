/**
 * The way into doctor/: a quick look at a server, for what a first run would stumble over. client.ts is the same for
 * clients.
 */
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { declares } from './declares.js';
import { leaving, loss } from './departures.js';
import { fence } from './fence.js';
import { bad, type Diagnosis, deadline, type Finding } from './finding.js';
import { refusesUnknown, roles, secondDevice } from './requests.js';

/** How long the server has for the first Joined when the doctor asks, in milliseconds. */
export const PATIENCE_MS = 4_000;
/**
 * How long all probes may take together, in milliseconds: with {@link PATIENCE_MS} and the start of the target, less
 * than 10 s.
 */
const PROBES_MS = 5_000;

const probes: readonly ((system: SystemUnderTest) => Promise<Finding[]>)[] = [
  declares,
  fence,
  refusesUnknown,
  roles,
  leaving,
  loss,
  secondDevice,
];

/** Examines a server: all probes at the same time, each in a meeting of its own. */
export async function examine(system: SystemUnderTest): Promise<Diagnosis> {
  const { done, unfinished } = await deadline(PROBES_MS)(probes.map((probe) => findingsOf(probe, system)));
  const all = done.flatMap(({ findings }) => findings);
  const lost = done.some((one) => one.lost);
  if (unfinished > 0) {
    const found = `${unfinished} of ${probes.length} probes were not over after ${PROBES_MS / 1_000} s`;
    all.push(bad(found, 'see whether it hangs'));
  }
  return { findings: once(all), runs: !lost && unfinished < probes.length };
}

/** Where the target dies meanwhile, every probe says the same. */
const once = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ found }, index) => findings.findIndex((other) => other.found === found) === index);

async function findingsOf(
  probe: (system: SystemUnderTest) => Promise<Finding[]>,
  system: SystemUnderTest,
): Promise<{ readonly findings: Finding[]; readonly lost: boolean }> {
  try {
    return { findings: await probe(system), lost: false };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const found = `it was lost while it was examined: ${system.howEnded?.() ?? error.found}`;
    return { findings: [bad(found, 'see what it logs')], lost: true };
  }
}
