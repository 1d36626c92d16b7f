/** Runs cases against a system under test. The only place where a system meets its judges. */
import { readFileSync } from 'node:fs';
import type { ClauseId } from '../../gen/clauses.js';
import type { Case } from '../cases/index.js';
import { appliedSteps, type CaseResult, type ExitCode, type Report } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { generous, Patience } from './limits.js';
import type { RunEvent, RunOptions } from './options.js';
import { play } from './play.js';
import { type Context, runCase } from './run-case.js';
import { load } from './save.js';
import { select, whyNot } from './select.js';

export type { RunEvent, RunOptions } from './options.js';
export { play } from './play.js';

/** The revision of the spec that the cases are written for. */
const SPEC = '1.0';
const suite = (): string =>
  (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

export async function runSuite(
  system: SystemUnderTest,
  options: RunOptions,
  onEvent: (event: RunEvent) => void,
): Promise<Report> {
  const started = performance.now();
  const chosen = select(options.cases);
  onEvent({ kind: 'planned', cases: chosen.map(({ id, title }) => ({ id, title })) });
  const context: Context = {
    system,
    options,
    emit: onEvent,
    shrunk: new Map<ClauseId, string>(),
    patience: new Patience(),
  };
  const results: CaseResult[] = [];
  let trouble = '';
  for (const one of chosen) {
    const stop =
      trouble !== '' || options.signal?.aborted || (options.bail && results.some(({ verdict }) => verdict === 'fail'));
    let result = stop ? notRun(one, trouble || 'the run was stopped before') : undefined;
    const why = whyNot(one, system.profile);
    if (why !== '') result ??= without(one, 'skip', why);
    try {
      result ??= await runCase(one, context);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      trouble = error.message;
      result = notRun(one, trouble);
    }
    results.push(result);
    onEvent({ kind: 'finished', result });
  }
  return sumUp(system, options.target, options.seed, results, trouble, started, options.signal?.aborted ?? false);
}

/** Plays a saved scenario once more. Throws CodecError or SyntaxError where the file holds none. */
export async function replayFile(system: SystemUnderTest, file: string): Promise<Report> {
  const started = performance.now();
  const saved = await load(file);
  const played = await play(system, saved.scenario, generous);
  const { fault, kind, checks } = played.judgement;
  const steps = appliedSteps(played.history);
  const shrink = { from: steps, to: steps, tookMs: 0, fails: 1, of: 1, sameAs: '' };
  const failure = fault && { ...fault, scenario: saved.scenario, history: played.history, shrink, file };
  const result: CaseResult = {
    id: 'replay',
    title: file,
    clauses: [saved.clause],
    verdict: kind,
    why: '',
    seed: 0,
    runs: 1,
    checks: [...checks.values()].reduce((sum, count) => sum + count, 0),
    steps,
    tookMs: Math.round(performance.now() - started),
    failures: failure && kind !== 'pass' ? [failure] : [],
  };
  return sumUp(system, '', 0, [result], '', started, false);
}

function sumUp(
  { profile }: SystemUnderTest,
  target: string,
  seed: number,
  cases: readonly CaseResult[],
  trouble: string,
  started: number,
  interrupted: boolean,
): Report {
  const sum = (pick: (result: CaseResult) => number) => cases.reduce((total, result) => total + pick(result), 0);
  return {
    spec: SPEC,
    suite: suite(),
    target,
    profile,
    seed,
    cases,
    checks: sum(({ checks }) => checks),
    steps: sum(({ steps }) => steps),
    tookMs: Math.round(performance.now() - started),
    trouble,
    exitCode: interrupted ? 130 : exitCode(cases, trouble),
  };
}

/** A failure beats everything; a run without a single check is never a success. */
function exitCode(cases: readonly CaseResult[], trouble: string): ExitCode {
  if (cases.some(({ verdict }) => verdict === 'fail')) return 1;
  const unsure = cases.some(({ verdict }) => ['inconclusive', 'harness-fault', 'not-run'].includes(verdict));
  const checked = cases.some(({ checks }) => checks > 0);
  return unsure || trouble !== '' || !checked ? 3 : 0;
}

const without = ({ id, title, clauses }: Case, verdict: 'skip' | 'not-run', why: string): CaseResult => ({
  id,
  title,
  clauses,
  verdict,
  why,
  seed: 0,
  runs: 0,
  checks: 0,
  steps: 0,
  tookMs: 0,
  failures: [],
});

const notRun = (one: Case, why: string): CaseResult => without(one, 'not-run', why);
