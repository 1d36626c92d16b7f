/** What several reports come to, side by side: the page before it is written down. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import type { CrosswalkRow } from '../../exchange/crosswalk.js';
import type { Failure, Report } from '../../exchange/report.js';
import { type ClauseCell, cellOf, sightingsOf } from './cells.js';
import { commandLine } from './command-line.js';

/** A report, and what its system is called on the page: the name of its file. */
export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/** What somebody has found out by reading about a broken clause: whether the system promises otherwise. By system, then by clause. */
export type SystemRemarks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A column of the page. */
export interface MatrixSystem {
  readonly name: string;
  /** What was run: the system's own name, with its version. */
  readonly version: string;
  /** Empty where the report does not say. */
  readonly date: string;
  readonly seed: number;
  readonly spec: string;
  readonly suite: string;
  readonly casesRun: number;
  readonly casesSkipped: number;
  /** What kept the run from being conclusive; empty otherwise. */
  readonly trouble: string;
  /** Repeats the run. */
  readonly command: string;
  readonly crosswalk: readonly CrosswalkRow[];
}

/** A broken clause as it was seen of one system, numbered over the whole page. */
export interface Sighting {
  readonly number: number;
  readonly system: MatrixSystem;
  readonly clause: ClauseId;
  readonly failure: Failure;
  /** The cases that failed by this clause. */
  readonly cases: readonly string[];
  /** Empty where nobody has looked it up. */
  readonly remark: string;
}

/** A clause, with a cell for each system. */
export interface ClauseRow {
  readonly clause: ClauseId;
  readonly cells: readonly ClauseCell[];
}

/** The whole page. */
export interface Matrix {
  readonly systems: readonly MatrixSystem[];
  /** The clauses that at least one system has shown something of. */
  readonly rows: readonly ClauseRow[];
  /** Those of which nothing was shown anywhere. */
  readonly unshown: readonly ClauseId[];
  readonly sightings: readonly Sighting[];
}

/** Lays reports side by side. */
export function matrixOf(given: readonly NamedReport[], remarks: SystemRemarks = {}): Matrix {
  const seen = given.flatMap(({ name, report }) =>
    sightingsOf(report).map((sighting) => ({ ...sighting, system: systemOf({ name, report }) })),
  );
  const sightings = seen.map((sighting, index): Sighting => {
    const remark = remarks[sighting.system.name]?.[sighting.clause] ?? '';
    return { ...sighting, number: index + 1, remark };
  });
  const numberOf = (name: string) => (clause: ClauseId) =>
    sightings.find((one) => one.system.name === name && one.clause === clause)?.number;
  const rows = clausesOf(given).map((clause) => ({
    clause,
    cells: given.map(({ name, report }) => cellOf(clause, report, numberOf(name))),
  }));
  const isShown = ({ cells }: ClauseRow) => cells.some(({ kind }) => kind !== 'unshown');
  return {
    systems: given.map(systemOf),
    rows: rows.filter(isShown),
    unshown: rows.filter((row) => !isShown(row)).map(({ clause }) => clause),
    sightings,
  };
}

/** All that a case of these reports is about, in the order of the catalogue. */
function clausesOf(given: readonly NamedReport[]): readonly ClauseId[] {
  const named = new Set(
    given.flatMap(({ report: { cases, profile, clauses: tallies } }) => [
      ...tallies.map(({ clause }) => clause),
      ...cases.flatMap((result) => result.clauses),
      ...cases.flatMap(({ failures }) => failures.map(({ clause }) => clause)),
      ...profile.deviations.map(({ clause }) => clause),
    ]),
  );
  return (Object.keys(clauses) as ClauseId[]).filter((id) => named.has(id));
}

function systemOf({ name, report }: NamedReport): MatrixSystem {
  const { target, profile, date, seed, spec, suite, cases, trouble, crosswalk } = report;
  const skipped = cases.filter(({ verdict }) => verdict === 'skip' || verdict === 'not-run').length;
  return {
    name,
    // Our own reference server is known by its address alone, which says nothing.
    version: target === '' ? `the reference server of adjourn ${suite}` : profile.name,
    date,
    seed,
    spec,
    suite,
    casesRun: cases.length - skipped,
    casesSkipped: skipped,
    trouble,
    command: commandLine(report),
    crosswalk,
  };
}
