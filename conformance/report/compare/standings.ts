/** What one saved report says of each case and each clause, so that two of them can be compared. */
import type { ReportDocument } from '../../exchange/report-document.js';
import type { Verdict } from '../../exchange/words.js';

/** How a case or a clause stands; the earlier in {@link ranks}, the better. */
export type Standing = 'pass' | 'held' | 'indistinguishable' | 'skip' | 'fail' | 'broken';

/** What was found, and under which circumstances. */
export interface Standings {
  readonly kind: ReportDocument['kind'];
  readonly facts: Readonly<Record<Fact, string>>;
  readonly cases: ReadonlyMap<string, Standing>;
  readonly clauses: ReadonlyMap<string, Standing>;
}

/** What two runs should have in common. */
export type Fact = 'target' | 'seed' | 'spec' | 'suite' | 'options';

/** Verdicts that say something about the system. The others are no verdicts: a case that bears one is as good as not run. */
const standingOf: Readonly<Partial<Record<Verdict, Standing>>> = {
  pass: 'pass',
  indistinguishable: 'indistinguishable',
  skip: 'skip',
  fail: 'fail',
  'known-failure': 'fail',
};

/** Reads the standings of a report. */
export function standingsOf(document: ReportDocument): Standings {
  const { spec, suite } = document.report;
  if (document.kind === 'log') {
    const { checks, broken } = document.report;
    const held = [...checks].filter(([, times]) => times > 0).map(([clause]) => [clause, 'held'] as const);
    const clauses = new Map<string, Standing>([...held, ...broken.map(({ clause }) => [clause, 'broken'] as const)]);
    const facts = { target: document.file, seed: '', spec, suite, options: '' };
    return { kind: 'log', facts, cases: new Map(), clauses };
  }
  const { cases, clauses, target, seed, options } = document.report;
  const facts = {
    target: target || 'the reference server',
    seed: String(seed),
    spec,
    suite,
    options: options || 'none',
  };
  return {
    kind: 'run',
    facts,
    cases: gathered(cases, ({ id, verdict }) => [id, standingOf[verdict]]),
    clauses: gathered(clauses, ({ clause, broken, checks }) => [
      clause,
      broken > 0 ? 'broken' : checks > 0 ? 'held' : undefined,
    ]),
  };
}

function gathered<T>(all: readonly T[], read: (one: T) => readonly [string, Standing | undefined]) {
  return new Map(all.map(read).filter((entry): entry is readonly [string, Standing] => entry[1] !== undefined));
}
