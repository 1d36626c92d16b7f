/** The kill matrix: which clauses each mutant was seen to break, as data that is kept beside the mutants. */
import { readFile, writeFile } from 'node:fs/promises';
import type { ClauseId } from '../../gen/clauses.js';

/** What a run against a mutant came to, as kill.ts says it. */
interface Run {
  readonly wrong: string;
  readonly broken: readonly ClauseId[];
  readonly steps: number;
  readonly foundMs: number;
}

/** What the runs against one mutant came to. */
export interface MatrixRow {
  /** Of the mutant. */
  readonly name: string;
  /** The clause that it breaks. */
  readonly breaks: ClauseId;
  /** How many runs there were, each with a seed of its own, and in how many it was found as it should be. */
  readonly seeds: number;
  readonly found: number;
  /** The most applied steps of its shrunk scenarios. */
  readonly steps: number;
  /** The longest time until it was found and shrunk, in seconds. */
  readonly seconds: number;
  /** Each clause that was seen broken, and in how many of the runs; the most frequent first. */
  readonly clauses: Readonly<Partial<Record<ClauseId, number>>>;
}

/** The row of a mutant. `attempts` are its runs. */
export function rowOf({ name, breaks }: Pick<MatrixRow, 'name' | 'breaks'>, attempts: readonly Run[]): MatrixRow {
  const counts = new Map<ClauseId, number>();
  for (const clause of attempts.flatMap(({ broken }) => broken)) counts.set(clause, (counts.get(clause) ?? 0) + 1);
  const sorted = [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return {
    name,
    breaks,
    seeds: attempts.length,
    found: attempts.filter(({ wrong }) => wrong === '').length,
    steps: Math.max(0, ...attempts.map(({ steps }) => steps)),
    seconds: Math.round(Math.max(0, ...attempts.map(({ foundMs }) => foundMs)) / 1_000),
    clauses: Object.fromEntries(sorted),
  };
}

/**
 * Takes rows into the file of a matrix, in the order of `names`: a row of before is replaced, one of a mutant that is
 * gone is dropped. Each is written at once, so that a run that is stopped keeps what it has seen.
 */
export function keeperOf(file: string, names: readonly string[]): (row: MatrixRow) => Promise<void> {
  let before = Promise.resolve();
  return (row) => {
    // One after another, for each reads what the one before wrote.
    before = before.then(async () => write(file, [...(await readRows(file)), row], names));
    return before;
  };
}

async function write(file: string, rows: readonly MatrixRow[], names: readonly string[]): Promise<void> {
  const known = new Map(rows.map((row) => [row.name, row]));
  const kept = names.flatMap((name) => known.get(name) ?? []);
  // A line each, so that a change shows as the row that it is.
  await writeFile(file, `[\n${kept.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
}

/** The rows of a file; none where there is no such file yet. */
export async function readRows(file: string): Promise<readonly MatrixRow[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return JSON.parse(text) as MatrixRow[];
}
