/** Two saved reports side by side: what is better, worse, new and gone. The way into compare/. */
import type { ReportDocument } from '../../exchange/report-document.js';
import { type Fact, type Standing, type Standings, standingsOf } from './standings.js';

/** A case or a clause that does not stand where it stood. */
export interface StandingChange {
  readonly what: 'case' | 'clause';
  readonly id: string;
  /** Worse: it stands lower, or is new and broken. New, gone: only one of the runs came to a verdict about it. */
  readonly way: 'worse' | 'better' | 'new' | 'gone';
  readonly before?: Standing;
  readonly now?: Standing;
}

/** What two reports differ in. */
export interface RunComparison {
  readonly changes: readonly StandingChange[];
  /** Cases and clauses that stand where they stood. */
  readonly same: { readonly cases: number; readonly clauses: number };
  /** Circumstances that were not the same, so that a difference may come from them. */
  readonly facts: readonly { readonly fact: Fact; readonly before: string; readonly now: string }[];
  /** 1: something is worse. 3: nothing is, but the newer run has no verdict. */
  readonly exitCode: 0 | 1 | 3;
}

/** Compares a newer report with an older one of the same kind. */
export function compareReports(older: ReportDocument, newer: ReportDocument): RunComparison {
  const [before, now] = [standingsOf(older), standingsOf(newer)];
  const cases = changesOf('case', before.cases, now.cases);
  const clauses = changesOf('clause', before.clauses, now.clauses);
  const changes = [...cases, ...clauses];
  const isWorse = changes.some(({ way }) => way === 'worse');
  const isOpen = ![0, 1].includes(newer.report.exitCode);
  return {
    changes,
    same: { cases: sameIn(before.cases, now.cases), clauses: sameIn(before.clauses, now.clauses) },
    facts: differing(before, now),
    exitCode: isWorse ? 1 : isOpen ? 3 : 0,
  };
}

type All = ReadonlyMap<string, Standing>;

function changesOf(what: StandingChange['what'], before: All, now: All): StandingChange[] {
  const ids = [...new Set([...now.keys(), ...before.keys()])];
  return ids.flatMap((id) => {
    const [then, today] = [before.get(id), now.get(id)];
    const way = wayOf(then, today);
    if (way === undefined) return [];
    return [{ what, id, way, ...(then && { before: then }), ...(today && { now: today }) }];
  });
}

/** The higher, the worse. */
const ranks: Readonly<Record<Standing, number>> = {
  pass: 0,
  held: 0,
  indistinguishable: 1,
  skip: 2,
  fail: 3,
  broken: 3,
};
const WORST = ranks.broken;

function wayOf(before: Standing | undefined, now: Standing | undefined): StandingChange['way'] | undefined {
  if (now === undefined) return 'gone';
  // What nobody had looked at before may have been broken already; but it is broken now.
  if (before === undefined) return ranks[now] === WORST ? 'worse' : 'new';
  if (ranks[now] === ranks[before]) return undefined;
  return ranks[now] > ranks[before] ? 'worse' : 'better';
}

const sameIn = (before: All, now: All): number =>
  [...now].filter(([id, standing]) => ranks[before.get(id) ?? standing] === ranks[standing] && before.has(id)).length;

const differing = ({ facts: before }: Standings, { facts: now }: Standings): RunComparison['facts'] =>
  (Object.keys(now) as Fact[])
    .filter((fact) => before[fact] !== now[fact])
    .map((fact) => ({ fact, before: before[fact], now: now[fact] }));
