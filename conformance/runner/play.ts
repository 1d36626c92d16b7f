/** Plays one scenario in a world of its own, and brings home what happened. */
import { randomUUID } from 'node:crypto';
import { type Action, canonical, type History, type Profile, type Scenario, type Settled } from '../exchange/index.js';
import { type Bench, type SystemUnderTest, Unreachable } from '../sut/system.js';
import { whySkipped } from './applies.js';
import { mustBeAlive, TargetLost } from './health.js';
import { type Judgement, judge, judgeQuietly } from './judge.js';
import type { Limits } from './limits.js';
import { Recorder } from './recorder.js';
import { Standing } from './standing.js';

/** A loss is announced within 1 s after the window. Clause `connection.lost-in-time`. */
const ANNOUNCED_MS = 1_000;
/** In quiet mode, how long nothing may come before everything is taken to have come, in milliseconds. */
const QUIET_MS = 100;
/** Rounds of waiting for losses and fencing again, before the history is taken as it is. */
const MOST_FENCES = 4;

export interface Played {
  readonly history: History;
  readonly judgement: Judgement;
}

/** Worlds of different runs never share a room, on a server that outlives them. */
const RUN = randomUUID().slice(0, 8);
let worlds = 0;

export async function play(system: SystemUnderTest, scenario: Scenario, limits: Limits): Promise<Played> {
  const recorder = new Recorder();
  worlds += 1;
  const world = { id: `${RUN}-${worlds}`, seats: scenario.seats, answerMs: limits.answerMs };
  const bench = await system.open(world, recorder.report);
  try {
    const settled = await perform(bench, system, scenario, recorder);
    if (limits.quiet) await recorder.silence(QUIET_MS);
    return await judged(recorder, { scenario, profile: system.profile, settled }, limits);
  } catch (error) {
    const loss = await lossOf(system, error);
    const { profile } = system;
    if (loss)
      loss.history = { scenario, profile, records: canonical(scenario, recorder.records), settled: 'unreachable' };
    throw loss ?? error;
  } finally {
    await bench.close();
  }
}

/** Where a connection could not be had, the target may be gone altogether. */
async function lossOf(system: SystemUnderTest, error: unknown): Promise<TargetLost | undefined> {
  if (error instanceof TargetLost) return error;
  if (!(error instanceof Unreachable)) return undefined;
  return mustBeAlive(system).then(
    () => undefined,
    (worse: unknown) => (worse instanceof TargetLost ? worse : undefined),
  );
}

async function perform(
  bench: Bench,
  system: SystemUnderTest,
  scenario: Scenario,
  recorder: Recorder,
): Promise<Settled> {
  const standing = new Standing(recorder.records, scenario.seats);
  for (const [round, steps] of scenario.rounds.entries()) {
    recorder.round = round;
    await playRound(bench, steps, recorder, standing, system.profile);
    // What goes unanswered is a failure already, and each further round could only wait for it again.
    if (recorder.overdue) break;
  }
  recorder.round = scenario.rounds.length;
  const settled = recorder.overdue ? 'unreachable' : await settle(bench, system, recorder, standing);
  if (recorder.overdue || recorder.brokeOff) await mustBeAlive(system);
  return settled;
}

/** Late or never? What is only late breaks another clause than what never comes, so a miss is given a moment more. */
async function judged(recorder: Recorder, rest: Omit<History, 'records'>, limits: Limits): Promise<Played> {
  const now = (): Played => {
    const history: History = { ...rest, records: canonical(rest.scenario, recorder.records) };
    return { history, judgement: limits.quiet ? judgeQuietly(history) : judge(history) };
  };
  let played = now();
  if (rest.settled !== 'fenced' || !played.judgement.missing) return played;
  await recorder.until(() => {
    played = now();
    return !played.judgement.missing;
  }, limits.lateMs);
  return played;
}

async function playRound(
  bench: Bench,
  steps: readonly Action[],
  recorder: Recorder,
  standing: Standing,
  profile: Profile,
): Promise<void> {
  const applied: Action[] = [];
  for (const action of steps) {
    const why = whySkipped(action, applied, standing, profile);
    if (why === '') applied.push(action);
    else recorder.report({ kind: 'skipped', seat: action.seat, action, why });
  }
  await Promise.all(applied.map((action) => bench.act(action)));
}

async function settle(bench: Bench, system: SystemUnderTest, recorder: Recorder, standing: Standing): Promise<Settled> {
  const { resumeWindowMs, slackMs } = system.profile;
  let settled = await bench.settle();
  for (let fences = 1; fences < MOST_FENCES && standing.lossesDue(); fences += 1) {
    const announced = await recorder.until(() => !standing.lossesDue(), resumeWindowMs + ANNOUNCED_MS + slackMs);
    settled = await bench.settle();
    if (!announced) break;
  }
  return settled;
}
