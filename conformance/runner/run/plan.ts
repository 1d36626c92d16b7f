/** How much a run has to do, and how long that will take, estimated before it begins. */
import type { Case } from '../../cases/case.js';
import { host, join } from '../../exchange/scenario.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import type { Plan, RunOptions } from '../options.js';
import { generous } from '../play/limits.js';
import { whyNot } from './select.js';
import { longestWait } from './waits.js';

/**
 * So many Joins, one after another, take as long as one scenario among others and its judgement: measured on the
 * reference server.
 */
const JOINS_A_SCENARIO = 2.5;
/**
 * The overhead of a waiting scenario beyond its announced times, and of each further one beside it, in milliseconds.
 */
const WAITING_MS = 1_000;
const BESIDE_MS = 12;
/** How long a scenario takes that restarts the server, in milliseconds. */
const RESTART_MS = 1_500;
/** So many Joins are timed: the first ones meet a program that is still warming up. */
const TIMED_JOINS = 5;
/** After a Join that takes this long, no further one is timed; in milliseconds. */
const SLOW_MS = 500;

/** How many scenarios a case plays. */
export const runsOf = ({ runs }: Case, options: Pick<RunOptions, 'runs'>): number => options.runs ?? runs;

/**
 * Plans a run. `aboutMs` is scenarios x Joins a scenario x the time of a Join, as measured now. All waiting cases
 * together add the longest wait once: resume window and heartbeat timeout, with the second in which each must be
 * noticed.
 */
export async function planOf(chosen: readonly Case[], system: SystemUnderTest, options: RunOptions): Promise<Plan> {
  const { profile } = system;
  const run = chosen.filter((one) => whyNot(one, profile, options.fast) === '');
  const count = (fits: (one: Case) => boolean) => run.filter(fits).reduce((sum, one) => sum + runsOf(one, options), 0);
  const waiting = run.filter(({ timed }) => timed);
  const alone = count((one) => one.alone);
  const timed = count((one) => one.timed && !one.alone);
  const plain = count((one) => !one.timed && !one.alone);
  const waitsMs = waiting
    .filter((one) => !one.alone)
    .map((one) => ({ ms: longestWait(one, profile) + WAITING_MS, one }));
  // Where worlds are played one at a time, each waits alone.
  const waitMs =
    options.concurrency === 1
      ? waitsMs.reduce((sum, { ms, one }) => sum + ms * runsOf(one, options), 0)
      : Math.max(0, ...waitsMs.map(({ ms }) => ms));
  const joinMs = await timeOfJoin(system);
  return {
    cases: run.length,
    scenarios: plain + timed + alone,
    aboutMs: plain * JOINS_A_SCENARIO * joinMs + waitMs + timed * BESIDE_MS + alone * RESTART_MS,
    timed: waiting.length,
    windowMs: waiting.length > 0 ? profile.resumeWindowMs : 0,
    timeoutMs: waiting.length > 0 ? (profile.heartbeat?.timeoutMs ?? 0) : 0,
  };
}

/**
 * The fastest of a few Joins, in milliseconds; 0 for a client. Where nobody can join, the run itself finds that out.
 */
async function timeOfJoin(system: SystemUnderTest): Promise<number> {
  const times: number[] = [];
  if (system.profile.side === 'client') return 0;
  try {
    for (let round = 0; round < TIMED_JOINS && (times[0] ?? 0) < SLOW_MS; round += 1) times.push(await oneJoin(system));
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  return times.length === 0 ? 0 : Math.min(...times);
}

async function oneJoin(system: SystemUnderTest): Promise<number> {
  const { answerMs } = generous;
  const world = { id: `timing-${crypto.randomUUID()}`, seats: [host('prober')], answerMs };
  const bench = await system.open(world, () => {});
  const started = performance.now();
  await bench.act(join('prober')).finally(() => bench.close());
  return performance.now() - started;
}
