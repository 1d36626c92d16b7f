/** Plays one scenario in a world of its own, and brings home what happened. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Action,
  canonical,
  type History,
  type HistoryRecord,
  lossToldMs,
  type Scenario,
  type Settled,
} from '../../exchange/index.js';
import { type Bench, type SuiteDelay, type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { whySkipped } from './applies.js';
import { whyNoCall } from './applies-client.js';
import { mustBeAlive, TargetLost } from './health.js';
import { type Judgement, judge, judgeQuietly } from './judge.js';
import { calibrated, LagMeter, type Lateness } from './lag.js';
import { generous, type Limits, unlimited } from './limits.js';
import { pauseOf } from './pause.js';
import { Recorder } from './recorder.js';
import { Standing } from './standing.js';
import { whyUndecided } from './undecided.js';

/** In quiet mode, how long nothing may come before everything is taken to have come, in milliseconds. */
const QUIET_MS = 100;
/** Rounds of waiting for losses and fencing again, before the history is taken as it is. */
const MOST_FENCES = 4;

export interface Played {
  readonly history: History;
  readonly judgement: Judgement;
  /** How late the suite itself was. */
  readonly lateness: Lateness;
  /** Something is missing that had less time to come than every answer is promised. */
  readonly hasty?: boolean;
  /** Why nothing is concluded. */
  readonly undecided?: string;
  /** How often it was played until the suite was in time itself. */
  readonly plays?: number;
}

/** Somebody who looks on while a scenario is played, and decides when it goes on. */
export interface Watch {
  /** Awaited before each round, and before the suite's closing fences: `round` is the number of rounds then. */
  between?(round: number): Promise<void>;
  /** After each record: all of them so far, as far as they can be named. */
  seen?(records: readonly HistoryRecord[]): void;
}

/** Worlds of different runs never share a room, on a server that outlives them. */
const RUN = randomUUID().slice(0, 8);
let worlds = 0;

export async function play(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: Limits,
  watch: Watch = {},
): Promise<Played> {
  const played = await playOnce(system, scenario, limits, watch);
  // It may be only haste that gave up what came late.
  if (played.undecided === undefined || limits.answerMs >= generous.answerMs) return played;
  return playOnce(system, scenario, { ...limits, answerMs: generous.answerMs }, watch);
}

async function playOnce(system: SystemUnderTest, scenario: Scenario, limits: Limits, watch: Watch): Promise<Played> {
  const recorder: Recorder = new Recorder(() => watch.seen?.(canonical(scenario, recorder.records)));
  worlds += 1;
  const world = { id: `${RUN}-${worlds}`, seats: scenario.seats, answerMs: limits.answerMs };
  const bench = await system.open(world, recorder.report);
  const standing = new Standing(recorder.records, scenario.seats);
  const lag = new LagMeter();
  const stage: Stage = { bench, system, recorder, standing, limits, lag, waits: [] };
  try {
    const { settled, rounds } = await perform(stage, scenario, watch);
    if (limits.quiet) await recorder.silence(QUIET_MS);
    return decided(await judged(stage, { scenario, settled }), rounds);
  } catch (error) {
    const loss = await lossOf(stage, error);
    const { profile } = system;
    if (loss)
      loss.history = { scenario, profile, records: canonical(scenario, recorder.records), settled: 'unreachable' };
    throw loss ?? error;
  } finally {
    lag.stop();
    await bench.close();
  }
}

/** What there is while a scenario is played. */
interface Stage {
  readonly bench: Bench;
  readonly system: SystemUnderTest;
  readonly recorder: Recorder;
  readonly standing: Standing;
  readonly limits: Limits;
  readonly lag: LagMeter;
  /** Steps that waited for longer than they were to. */
  readonly waits: SuiteDelay[];
}

/** Where a connection could not be had, the target may be gone altogether. */
async function lossOf(stage: Stage, error: unknown): Promise<TargetLost | undefined> {
  if (error instanceof TargetLost) return error;
  if (!(error instanceof Unreachable)) return undefined;
  return stillThere(stage).then(
    () => undefined,
    (worse: unknown) => (worse instanceof TargetLost ? worse : undefined),
  );
}

const isUnlimited = ({ limits }: Stage): boolean => limits.answerMs === unlimited.answerMs;

/** Of a client nobody need ask: its testee says by itself what is wrong with it. */
const stillThere = async (stage: Stage): Promise<void> => {
  if (stage.system.profile.side === 'server') await mustBeAlive(stage.system, stage.limits.probeMs);
};

interface Performed {
  readonly settled: Settled;
  /** How many rounds were played. */
  readonly rounds: number;
}

async function perform(stage: Stage, { rounds }: Scenario, watch: Watch): Promise<Performed> {
  const { recorder } = stage;
  for (const [round, steps] of rounds.entries()) {
    await watch.between?.(round);
    recorder.round = round;
    await playRound(stage, steps);
    // What goes unanswered is a failure already, and each further round could only wait for it again.
    if (recorder.overdue) break;
  }
  if (!recorder.overdue) await watch.between?.(rounds.length);
  const done = Math.min(recorder.round + 1, rounds.length);
  recorder.round = rounds.length;
  const settled = recorder.overdue ? 'unreachable' : await settle(stage);
  if (recorder.overdue || recorder.brokeOff) await stillThere(stage);
  return { settled, rounds: done };
}

function decided(played: Played, rounds: number): Played {
  const { history, judgement } = played;
  const undecided = judgement.kind === 'pass' ? whyUndecided(history, rounds) : undefined;
  return undecided === undefined ? played : { ...played, judgement: { ...judgement, kind: 'inconclusive' }, undecided };
}

/** Late or never? What is only late breaks another clause than what never comes, so a miss is given a moment more. */
async function judged(stage: Stage, rest: Pick<History, 'scenario' | 'settled'>): Promise<Played> {
  const { recorder, limits } = stage;
  let played = judgedNow(stage, rest, latenessNow(stage));
  if (rest.settled !== 'fenced' || !played.judgement.missing) return played;
  // To judge takes time: while it waits it judges again only for what may be what was missing.
  let telling = countTelling(recorder.records);
  const complete = () => {
    const before = telling;
    telling = countTelling(recorder.records);
    if (telling > before) played = judgedNow(stage, rest, latenessNow(stage));
    return !played.judgement.missing;
  };
  if (await until(stage, complete, limits.lateMs)) return played;
  // What the event loop is late by now, judging has made it.
  return judgedNow(stage, rest, { ...latenessNow(stage), lagMs: played.lateness.lagMs });
}

function judgedNow(
  { system, recorder, limits }: Stage,
  rest: Pick<History, 'scenario' | 'settled'>,
  lateness: Lateness,
): Played {
  const profile = calibrated(system.profile, lateness.lagMs);
  const history: History = { ...rest, profile, records: canonical(rest.scenario, recorder.records) };
  const judgement = limits.quiet ? judgeQuietly(history) : judge(history);
  return { history, judgement, lateness, hasty: judgement.missing && limits.answerMs < generous.answerMs };
}

const latenessNow = ({ lag, waits, bench }: Stage): Lateness => lag.lateness([...waits, ...(bench.late?.() ?? [])]);

/** How many records are more than a sign of life. */
const countTelling = (records: readonly HistoryRecord[]): number =>
  records.filter((record) => record.kind !== 'seen' || record.observation.kind !== 'heartbeat').length;

async function playRound(stage: Stage, steps: readonly Action[]): Promise<void> {
  const { bench, recorder, standing, system } = stage;
  const applied: Action[] = [];
  for (const action of steps) {
    const why =
      system.profile.side === 'client'
        ? whyNoCall(action, applied, recorder.records, system.profile)
        : whySkipped(action, applied, standing, system.profile);
    if (why === '') applied.push(action);
    else recorder.report({ kind: 'skipped', seat: action.seat, action, why });
  }
  // What has to be connected first would come later than what need not.
  if (applied.length > 1) await bench.ready?.(applied);
  await Promise.all(applied.map((action) => act(stage, action)));
}

/** To wait is the suite's own step: nobody is asked for anything. A window is over when everybody has been told of it. */
async function act({ bench, recorder, standing, system, waits }: Stage, action: Action): Promise<void> {
  if (action.kind !== 'wait') {
    await bench.act(action);
    return;
  }
  recorder.report({ kind: 'sent', seat: action.seat, connection: 1, action });
  const ofMs = pauseOf(action.pause, system.profile);
  if (action.pause === 'past-window' && standing.lossesDue()) {
    await recorder.until(() => !standing.lossesDue(), ofMs);
    return;
  }
  const began = performance.now();
  await delay(ofMs);
  const ms = performance.now() - began - ofMs;
  waits.push({ what: `a wait of ${Math.round(ofMs)} ms took ${Math.round(ms)} ms longer`, ms, ofMs });
}

async function settle(stage: Stage): Promise<Settled> {
  const { system, standing } = stage;
  const { resumeWindowMs, slackMs, heartbeat } = system.profile;
  let settled = await fence(stage);
  for (let fences = 1; fences < MOST_FENCES && standing.lossesDue(); fences += 1) {
    if (!stage.limits.waits && resumeWindowMs > 0) break;
    const silentMs = standing.silenceDue() ? (heartbeat?.timeoutMs ?? 0) : 0;
    const dueMs = silentMs + lossToldMs(resumeWindowMs) + slackMs;
    const announced = await until(stage, () => !standing.lossesDue(), dueMs);
    settled = await fence(stage);
    if (!announced) break;
  }
  return settled;
}

/** A target that stood still in a debugger, where the fence waits for nothing but time, is asked once more when it goes on. */
async function fence(stage: Stage): Promise<Settled> {
  const settled = await stage.bench.settle();
  if (!isUnlimited(stage)) return settled;
  await stillThere(stage);
  return stage.bench.settle();
}

/** Waits for `satisfied`, at most for `ms`; time in which the target stood still in a debugger does not count. */
async function until(stage: Stage, satisfied: () => boolean, ms: number): Promise<boolean> {
  const { recorder } = stage;
  if (await recorder.until(satisfied, ms)) return true;
  if (!isUnlimited(stage)) return false;
  await stillThere(stage);
  return recorder.until(satisfied, ms);
}
