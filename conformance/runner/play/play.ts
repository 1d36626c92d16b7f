/** Plays one scenario in a world of its own, and judges what happened. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { canonical } from '../../exchange/canonical.js';
import type { History, HistoryRecord, Settled } from '../../exchange/history.js';
import type { Action, Scenario } from '../../exchange/scenario.js';
import { type Return, type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { Misbehaving } from '../../sut/testee/misbehaving.js';
import { whySkipped } from './applies.js';
import { whyNoClientCall } from './client-applies.js';
import { clientDeath, TargetLost } from './health.js';
import { calibrated, judgeHistory, judgeQuietly } from './judge.js';
import { generous, type TimeLimits } from './limits.js';
import { pauseOf } from './pause.js';
import type { Lateness, Played, Watch } from './played.js';
import { Presence } from './presence.js';
import { startLagMeter } from './pulse.js';
import { Recorder } from './recorder.js';
import { type PlayStage, settlePlay, stillThere, until } from './settle.js';

/** In quiet mode, the silence after which everything counts as come, in milliseconds. */
const QUIET_MS = 100;
/** Worlds of different runs never share a room, on a server that outlives them. */
const RUN = randomUUID().slice(0, 8);
let worlds = 0;

/**
 * Plays a scenario once; a second time where haste alone may have missed an answer.
 * @throws TargetLost where the target hangs or dies.
 */
export async function play(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: TimeLimits,
  watch: Watch = {},
): Promise<Played> {
  const played = await playOnce(system, scenario, limits, watch);
  // Only haste may have given up an answer that came late.
  if (played.undecided === undefined || limits.answerMs >= generous.answerMs) return played;
  return playOnce(system, scenario, { ...limits, answerMs: generous.answerMs }, watch);
}

async function playOnce(
  system: SystemUnderTest,
  scenario: Scenario,
  limits: TimeLimits,
  watch: Watch,
): Promise<Played> {
  const recorder: Recorder = new Recorder(() => watch.seen?.(canonical(scenario, recorder.records)));
  worlds += 1;
  const id = `${RUN}-${worlds}`;
  const cameBack = (how: Return) => watch.cameBack?.(how);
  const world = { id, seats: scenario.seats, answerMs: limits.answerMs, ...(watch.cameBack ? { cameBack } : {}) };
  const rethrow = (error: unknown): never => {
    throw clientDeath(system, error) ?? error;
  };
  const bench = await system.open(world, recorder.report).catch(rethrow);
  const presence = new Presence(recorder.records, scenario.seats);
  const lag = startLagMeter();
  const stage: PlayStage = { bench, system, recorder, presence, limits, lag, waits: [] };
  try {
    const { settled, rounds } = await perform(stage, scenario, watch);
    if (limits.quiet) await recorder.silence(QUIET_MS);
    return decided(await judged(stage, { scenario, settled }), rounds);
  } catch (error) {
    const loss = await lossOf(stage, error);
    if (!loss) throw error;
    const records = canonical(scenario, recorder.records);
    const history: History = { scenario, profile: system.profile, records, settled: 'unreachable' };
    throw new TargetLost(loss.how, loss.message, history);
  } finally {
    lag.stop();
    await bench.close().catch(rethrow);
  }
}

/** Where no connection could be opened, the target may be gone altogether. */
async function lossOf(stage: PlayStage, error: unknown): Promise<TargetLost | undefined> {
  if (error instanceof TargetLost) return error;
  const death = clientDeath(stage.system, error);
  if (death) return death;
  // A testee that is wrong itself proves nothing about its system, dead or alive.
  if (!(error instanceof Unreachable) || error instanceof Misbehaving) return undefined;
  return stillThere(stage).then(
    () => undefined,
    (worse: unknown) => (worse instanceof TargetLost ? worse : undefined),
  );
}

interface Performed {
  readonly settled: Settled;
  /** How many rounds were played. */
  readonly rounds: number;
}

async function perform(stage: PlayStage, { rounds }: Scenario, watch: Watch): Promise<Performed> {
  const { recorder } = stage;
  for (const [round, steps] of rounds.entries()) {
    await watch.between?.(round);
    recorder.round = round;
    await playRound(stage, steps);
    // A missing answer is a failure already, and each further round could only wait for it again.
    if (recorder.overdue) break;
  }
  if (!recorder.overdue) await watch.between?.(rounds.length);
  const done = Math.min(recorder.round + 1, rounds.length);
  recorder.round = rounds.length;
  const settled = recorder.overdue ? 'unreachable' : await settlePlay(stage);
  if (recorder.overdue || recorder.brokeOff) await stillThere(stage);
  return { settled, rounds: done };
}

/** `rounds`: how many were played. */
function decided(played: Played, rounds: number): Played {
  const { history, judgement } = played;
  const undecided = judgement.kind === 'pass' ? whyUndecided(history, rounds) : undefined;
  return undecided === undefined ? played : { ...played, judgement: { ...judgement, kind: 'inconclusive' }, undecided };
}

/** The clause of an answer: a system that deviates from it is excused for answers that are missing. */
const ANSWERED = 'request.answered';

/** An answer that comes after the suite gave it up breaks no clause; but the rounds behind it were not played. */
function whyUndecided({ records, scenario, profile }: History, rounds: number): string | undefined {
  const late = records.find((record) => record.kind === 'overdue');
  if (late === undefined || profile.deviations.some(({ clause }) => clause === ANSWERED)) return undefined;
  const waited = `${late.seat} waited for an answer for more than ${late.afterMs / 1_000} s`;
  return `${waited}, and ${unplayed(scenario.rounds.length - rounds, scenario.rounds.length)}: with --debug no answer is late`;
}

function unplayed(left: number, all: number): string {
  if (left === 0) return 'the end was not waited for';
  return `${left} of ${all} rounds ${left === 1 ? 'was' : 'were'} not played`;
}

/**
 * Late or never? A late message breaks another clause than one that never comes, so a missing one gets a moment
 * more.
 */
async function judged(stage: PlayStage, rest: Pick<History, 'scenario' | 'settled'>): Promise<Played> {
  const { recorder, limits } = stage;
  let played = judgedNow(stage, rest, latenessNow(stage));
  if (rest.settled !== 'fenced' || !played.judgement.missing) return played;
  // To judge takes time: while it waits, it judges again only after a record that may be the missing one.
  let telling = countTelling(recorder.records);
  const complete = () => {
    const before = telling;
    telling = countTelling(recorder.records);
    if (telling > before) played = judgedNow(stage, rest, latenessNow(stage));
    return !played.judgement.missing;
  };
  if (await until(stage, complete, limits.lateMs)) return played;
  // Judging itself has delayed the event loop since.
  return judgedNow(stage, rest, { ...latenessNow(stage), lagMs: played.lateness.lagMs });
}

function judgedNow(
  { system, recorder, limits, bench }: PlayStage,
  rest: Pick<History, 'scenario' | 'settled'>,
  lateness: Lateness,
): Played {
  const profile = calibrated(system.profile, lateness.lagMs);
  const history: History = { ...rest, profile, records: canonical(rest.scenario, recorder.records) };
  const judgement = limits.quiet ? judgeQuietly(history) : judgeHistory(history);
  const undecided = bench.undecided?.();
  if (undecided !== undefined)
    return { history, judgement: { ...judgement, kind: 'inconclusive' }, lateness, undecided };
  return { history, judgement, lateness, hasty: judgement.missing && limits.answerMs < generous.answerMs };
}

function latenessNow({ lag, waits, bench }: PlayStage): Lateness {
  const late = [...waits, ...(bench.late?.() ?? [])];
  const { worstMs, starved } = lag.lag();
  return { lagMs: worstMs, starved, late };
}

/** How many records are more than a sign of life. */
const countTelling = (records: readonly HistoryRecord[]): number =>
  records.filter((record) => record.kind !== 'seen' || record.observation.kind !== 'heartbeat').length;

async function playRound(stage: PlayStage, steps: readonly Action[]): Promise<void> {
  const { bench, recorder, presence, system } = stage;
  const applied: Action[] = [];
  for (const action of steps) {
    const why =
      system.profile.side === 'client'
        ? whyNoClientCall(action, applied, recorder.records, system.profile)
        : whySkipped(action, applied, presence, system.profile);
    if (why === '') applied.push(action);
    else recorder.report({ kind: 'skipped', seat: action.seat, action, why });
  }
  // A step that has to connect first would come later than the others.
  if (applied.length > 1) await bench.ready?.(applied);
  await Promise.all(applied.map((action) => act(stage, action)));
}

/** A wait is the suite's own step. A resume window is over as soon as the loss has been announced to all. */
async function act({ bench, recorder, presence, system, waits }: PlayStage, action: Action): Promise<void> {
  if (action.kind !== 'wait') {
    await bench.act(action);
    return;
  }
  recorder.report({ kind: 'sent', seat: action.seat, connection: 1, action });
  const ofMs = pauseOf(action.pause, system.profile);
  if (action.pause === 'past-window' && presence.lossesDue()) {
    await recorder.until(() => !presence.lossesDue(), ofMs);
    return;
  }
  const began = performance.now();
  await delay(ofMs);
  const ms = performance.now() - began - ofMs;
  waits.push({ what: `a wait of ${Math.round(ofMs)} ms took ${Math.round(ms)} ms longer`, ms, ofMs });
}
