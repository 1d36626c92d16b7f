/** How long a run is likely to go on: what was planned of it, corrected by how fast it has been so far. */
import type { CaseForecast } from '../../runner/options.js';
import type { RunState } from './run-state.js';

/** The forecast is believed as much as a measurement of this length, in milliseconds. */
const TRUST_MS = 2_000;
/** Without a forecast, nothing is said before this part of the scenarios is done. */
const ENOUGH = 0.05;

/**
 * The estimated rest of a run, in milliseconds, never negative; undefined as long as there is nothing to tell it by.
 * What shrinks failures is not part of it: nobody knows before how many there are.
 */
export function timeLeft(state: RunState, now: number): number | undefined {
  const serial = state.plan.forecast.filter(({ sideBySide }) => !sideBySide);
  const isKnown = serial.some(({ aboutMs }) => aboutMs > 0);
  const weightOf = ({ aboutMs, runs }: CaseForecast) => (isKnown ? aboutMs : runs);
  const sum = (of: (one: CaseForecast) => number) => serial.reduce((total, one) => total + of(one), 0);
  const all = sum(weightOf);
  const done = sum((one) => weightOf(one) * partDone(state, one));
  const trust = isKnown ? TRUST_MS : 0;
  const waitMs = waitLeft(state, now);
  if (all === 0) return waitMs;
  if (!isKnown && done < ENOUGH * all) return undefined;
  const pace = (Math.max(0, spent(state, now)) + trust) / (done + trust);
  return Math.max(0, all - done) * pace + waitMs;
}

/** The time that went into playing one case after another: neither into waiting side by side nor into shrinking. */
function spent(state: RunState, now: number): number {
  const shrinking = state.shrinkingSince === undefined ? 0 : now - state.shrinkingSince;
  return now - state.startedAt - waitedFor(state, now) - state.shrunkMs - shrinking;
}

const waitedFor = (state: RunState, now: number): number =>
  state.waitingSince !== undefined && isWaiting(state) ? now - state.waitingSince : state.waitedMs;

/** What is still to be waited for: the longest wait of all that are not over, less what of it has passed. */
function waitLeft(state: RunState, now: number): number {
  const open = state.plan.forecast.filter((one) => one.sideBySide && partDone(state, one) < 1);
  const longest = Math.max(0, ...open.map(({ aboutMs }) => aboutMs));
  return Math.max(0, longest - (state.waitingSince === undefined ? 0 : now - state.waitingSince));
}

const isWaiting = (state: RunState): boolean =>
  state.plan.forecast.some((one) => {
    const playing = state.running.find(({ id }) => id === one.id);
    return one.sideBySide && playing !== undefined && playing.done < playing.runs;
  });

/** Of one case, from 0 to 1. */
function partDone({ running, finished }: RunState, { id }: CaseForecast): number {
  if (finished.some((result) => result.id === id)) return 1;
  const one = running.find((other) => other.id === id);
  return one === undefined || one.runs === 0 ? 0 : Math.min(1, one.done / one.runs);
}

const SECOND_MS = 1_000;
/** Beyond this, seconds are told in steps, so that they do not jump about. */
const EXACT_S = 10;
const STEP_S = 5;
const MINUTE_S = 60;
/** What is below this, in milliseconds, is `a moment`: nobody can promise less. */
export const LAST_MS = 1_000;

/** `9 s left`, `2 min left`; empty where it is not known. */
export function leftInWords(ms: number | undefined): string {
  if (ms === undefined) return '';
  if (ms < LAST_MS) return 'a moment left';
  const seconds = Math.ceil(ms / SECOND_MS);
  if (seconds <= EXACT_S) return `${seconds} s left`;
  const inSteps = Math.ceil(seconds / STEP_S) * STEP_S;
  return inSteps < 2 * MINUTE_S ? `${inSteps} s left` : `${Math.ceil(seconds / MINUTE_S)} min left`;
}
