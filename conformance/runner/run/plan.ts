/** How much a run has to do, and how long that will take, estimated before it begins. */
import type { Case } from '../../cases/case.js';
import { host, join } from '../../exchange/scenario.js';
import { type SystemUnderTest, Unreachable } from '../../sut/system.js';
import type { CaseForecast, Plan, RunOptions } from '../options.js';
import { generous } from '../play/limits.js';
import { waitsWithOthers, whyNot } from './select.js';
import { longestWait } from './waits.js';

/**
 * So many Joins, one after another, take as long as one scenario among others and its judgement: measured on the
 * reference server.
 */
const JOINS_A_SCENARIO = 2.2;
/**
 * The overhead of a waiting scenario beyond its announced times, and of each further one beside it, in milliseconds.
 */
const WAITING_MS = 800;
const BESIDE_MS = 5;
/** How long a scenario takes that restarts the server, in milliseconds. */
const RESTART_MS = 1_500;
/** So many Joins are timed: the first ones meet a program that is still warming up. */
const TIMED_JOINS = 12;
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
  const isRun = (one: Case) => whyNot(one, profile, options) === '';
  const run = chosen.filter(isRun);
  const count = (fits: (one: Case) => boolean) => run.filter(fits).reduce((sum, one) => sum + runsOf(one, options), 0);
  const waiting = run.filter(({ timed }) => timed);
  const joinMs = await timeOfJoin(system);
  const besideMs = count(waitsWithOthers) * BESIDE_MS;
  const forecast = chosen.map((one): CaseForecast => {
    const runs = isRun(one) ? runsOf(one, options) : 0;
    const base = { id: one.id, runs, sideBySide: false };
    if (one.alone) return { ...base, aboutMs: runs * RESTART_MS };
    if (runs === 0 || !one.timed) return { ...base, aboutMs: runs * JOINS_A_SCENARIO * joinMs };
    const waitMs = longestWait(one, profile) + WAITING_MS;
    // Where worlds are played one at a time, each waits alone.
    if (options.concurrency === 1) return { ...base, aboutMs: runs * (waitMs + BESIDE_MS) };
    return { ...base, aboutMs: waitMs + besideMs, sideBySide: true };
  });
  return {
    cases: run.length,
    scenarios: count(() => true),
    aboutMs: timeOf(forecast),
    timed: waiting.length,
    windowMs: waiting.length > 0 ? profile.resumeWindowMs : 0,
    timeoutMs: waiting.length > 0 ? (profile.heartbeat?.timeoutMs ?? 0) : 0,
    forecast,
  };
}

/** One case after another, and those that wait side by side once. */
function timeOf(forecast: readonly CaseForecast[]): number {
  const times = (sideBySide: boolean) =>
    forecast.filter((one) => one.sideBySide === sideBySide).map(({ aboutMs }) => aboutMs);
  return times(false).reduce((sum, ms) => sum + ms, 0) + Math.max(0, ...times(true));
}

/**
 * The fastest of a few Joins, in milliseconds. Where nobody can join, the run itself finds that out.
 */
async function timeOfJoin(system: SystemUnderTest): Promise<number> {
  const times: number[] = [];
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
