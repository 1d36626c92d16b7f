/**
 * The ratchet: failures that are known do not fail a run, a new one does, and so does one that is gone and still listed.
 * A run is played with the seed of the list, so that it meets what the list was made of.
 */

import { cases as catalogue } from '../../cases/index.js';
import type { CaseResult, Failure, KnownFailure, Report } from '../../exchange/report.js';
import { exitCodeOf } from '../run/sum-up.js';
import type { KnownEntry, KnownFailing } from './file.js';
import { countFailing, isRace, type RatchetRun, replayUntilShown, type ShownTimes } from './replays.js';

type Named = Pick<KnownEntry, 'caseId' | 'clause'>;

const isSame = (one: Named, other: Named): boolean => one.caseId === other.caseId && one.clause === other.clause;

/** The result of a case, whose failures bear what is known of them. One that has failed by nothing else failed as known. */
export function regardKnown(result: CaseResult, entries: readonly KnownEntry[]): CaseResult {
  if (result.verdict !== 'fail') return result;
  return remarked(
    result,
    ({ clause }) => entries.find((entry) => isSame(entry, { caseId: result.id, clause }))?.reason,
  );
}

function remarked(result: CaseResult, reasonFor: (failure: Failure) => string | undefined): CaseResult {
  const failures = result.failures.map(({ known: _, ...failure }): Failure => {
    const known = reasonFor(failure);
    return known === undefined ? failure : { ...failure, known };
  });
  const isKnown = failures.length > 0 && failures.every(({ known }) => known !== undefined);
  return { ...result, failures, verdict: isKnown ? 'known-failure' : 'fail' };
}

/** An entry, and how it stands. */
interface Weighed {
  readonly entry: KnownEntry;
  readonly state: KnownFailure['state'];
  readonly shown: ShownTimes;
}

const NOT_SHOWN: ShownTimes = { of: 0, fails: 0, open: 0 };

/** A run that was held against what is known: its report, and the list as it would have to be now. */
export interface Ratcheted {
  readonly report: Report;
  readonly next: KnownFailing;
}

/** Holds the report of a run against what is known; each scenario that is known is played again. */
export async function ratchet(report: Report, known: KnownFailing, run: RatchetRun): Promise<Ratcheted> {
  // Where the target is lost, or the run was interrupted, nothing shows any more.
  const isOver = report.trouble !== '' || report.exitCode === 130;
  const weighed = await weighAll(known.entries, (entry) => weigh(entry, report, { ...run, isOver }));
  const standing = weighed.filter(({ state }) => state !== 'stale');
  const cases: CaseResult[] = [];
  for (const result of report.cases) cases.push(await settled(result, standing, { ...run, isOver }));
  const rows = weighed.map(({ entry: { caseId, clause, reason }, state, shown: { of, fails } }) => ({
    ...{ caseId, clause, reason, state, of, fails },
  }));
  const held = withKnown(report, cases, rows);
  const news = await added(held, { ...run, isOver });
  return { report: held, next: { seed: report.seed, entries: [...standing.map(({ entry }) => entry), ...news] } };
}

/** The report of a run after the list was written anew: all that failed is known now, and nothing is stale. */
export function afterUpdate(report: Report, { entries }: KnownFailing): Report {
  const cases = report.cases.map((result) => regardKnown(result, entries));
  const before = report.known.filter(({ state }) => state !== 'stale');
  const now = entries
    .filter((entry) => !before.some((one) => isSame(one, entry)))
    .map(({ caseId, clause, reason, of, fails }) => ({ caseId, clause, reason, state: 'holds' as const, of, fails }));
  return withKnown(report, cases, [...before, ...now]);
}

/** Those that wait for times do so together; the others are played one after another. */
async function weighAll(
  entries: readonly KnownEntry[],
  weighOne: (entry: KnownEntry) => Promise<Weighed>,
): Promise<readonly Weighed[]> {
  const waits = ({ caseId }: KnownEntry) => catalogue.some(({ id, timed, alone }) => id === caseId && timed && !alone);
  const waiting = entries.filter(waits).map((entry) => ({ entry, weighed: weighOne(entry) }));
  await Promise.all(waiting.map(({ weighed }) => weighed));
  const all: Weighed[] = [];
  for (const entry of entries) all.push(await (waiting.find((one) => one.entry === entry)?.weighed ?? weighOne(entry)));
  return all;
}

type Replaying = RatchetRun & { readonly isOver: boolean };

async function weigh(entry: KnownEntry, { cases }: Report, run: Replaying): Promise<Weighed> {
  const result = cases.find(({ id }) => id === entry.caseId);
  const isRun = result && result.verdict !== 'skip' && result.verdict !== 'not-run';
  if (!isRun) return { entry, state: 'not-run', shown: NOT_SHOWN };
  const isSeen = result.failures.some(({ clause }) => clause === entry.clause);
  if (run.isOver) return { entry, state: isSeen ? 'holds' : 'not-run', shown: NOT_SHOWN };
  const shown = await replayUntilShown(entry, run);
  if (shown.fails > 0) return { entry, state: 'holds', shown };
  if (shown.open > 0) return { entry, state: isSeen ? 'holds' : 'undecided', shown };
  // A race that the run itself has met is there, whatever its scenario shows now.
  if (isSeen && isRace(entry)) return { entry, state: 'holds', shown };
  // What no replay has ever shown proves nothing by passing.
  return { entry, state: entry.fails === 0 && entry.of > 0 ? 'undecided' : 'stale', shown };
}

/** What of a case is known by the entries that stand. */
async function settled(result: CaseResult, standing: readonly Weighed[], run: Replaying): Promise<CaseResult> {
  if (result.verdict !== 'fail' && result.verdict !== 'known-failure') return result;
  const reasons = new Map<Failure, string>();
  for (const failure of result.failures) {
    const { clause } = failure;
    const same = standing.find(({ entry }) => isSame(entry, { caseId: result.id, clause }));
    const known = same ?? (await raceBehind(failure, standing, run));
    if (known) reasons.set(failure, known.entry.reason);
  }
  const byClause = new Map([...reasons].map(([{ clause }, reason]) => [clause, reason]));
  return remarked(result, ({ clause }) => byClause.get(clause));
}

/** A race shows in other cases from run to run: one that shows at times only, by a clause of which a race is known, is no news. */
async function raceBehind(
  failure: Failure,
  standing: readonly Weighed[],
  run: Replaying,
): Promise<Weighed | undefined> {
  const isUnsteady = ({ entry, shown }: Weighed) => isRace(entry) || (shown.fails > 0 && shown.fails < shown.of);
  const race = standing.find((one) => one.entry.clause === failure.clause && isUnsteady(one));
  if (!race || run.isOver) return undefined;
  const { fails, of } = await countFailing(failure.scenario, run);
  return fails === of ? undefined : race;
}

function withKnown(report: Report, cases: readonly CaseResult[], known: readonly KnownFailure[]): Report {
  const isStale = known.some(({ state }) => state === 'stale');
  const code = exitCodeOf(cases, report.trouble);
  const exitCode = report.exitCode === 130 ? 130 : isStale ? 1 : code;
  return { ...report, cases, known, exitCode };
}

/** An entry for each failure that is not known yet, with how often it shows: who has to judge it later must know. */
async function added({ cases }: Report, run: Replaying): Promise<readonly KnownEntry[]> {
  const entries: KnownEntry[] = [];
  for (const { id: caseId, failures, verdict } of cases)
    for (const { clause, scenario, shrink, known } of failures) {
      if (known !== undefined || verdict === 'harness-fault') continue;
      const { fails, of } = shrink.of > 0 || run.isOver ? shrink : await countFailing(scenario, run);
      entries.push({ caseId, clause, reason: '', fails, of, atOnce: shrink.atOnce, scenario });
    }
  return entries;
}
