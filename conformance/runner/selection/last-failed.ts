/** The cases that failed when they were last run in a folder, for the next run there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseResult } from '../../exchange/report.js';
import type { Verdict } from '../../exchange/words.js';
import { makeOutputFolder, writeWhole } from '../folder.js';

/** The kinds of targets that `adjourn test` knows; each has cases of its own that failed. */
export const targetKinds = ['server', 'client', 'pair', 'system'] as const;
/** One of them. */
export type TargetKind = (typeof targetKinds)[number];

/** The folder in which runs keep what they found, and the kind of target. */
export interface LastFailedPlace {
  readonly folder: string;
  readonly kind: TargetKind;
}

type Kept = Partial<Record<TargetKind, readonly string[]>>;

/** The file in that folder. */
export const lastFailedFile = (folder: string): string => join(folder, 'last-failed.json');

/** Of what was not decided, the last word stays. */
const DECIDED: readonly Verdict[] = ['pass', 'fail', 'known-failure', 'indistinguishable'];

/** The ids of the cases that failed when they were last run; none where nothing was kept. @throws SyntaxError where the file holds something else. */
export async function lastFailedIn({ folder, kind }: LastFailedPlace): Promise<readonly string[]> {
  return (await keptIn(folder))[kind] ?? [];
}

/** Takes note of a run. Writes nothing where there is nothing to keep and nothing was kept. */
export async function keepLastFailed(results: readonly CaseResult[], { folder, kind }: LastFailedPlace): Promise<void> {
  const kept = await keptIn(folder).catch((error: unknown): Kept => {
    // What nobody can read is written anew.
    if (error instanceof SyntaxError) return {};
    throw error;
  });
  const decided = new Set(results.filter(({ verdict }) => DECIDED.includes(verdict)).map(({ id }) => id));
  const before = kept[kind] ?? [];
  const failed = results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  const now = [...before.filter((id) => !decided.has(id)), ...failed];
  if (now.length === 0 && before.length === 0) return;
  await makeOutputFolder(folder);
  await writeWhole(lastFailedFile(folder), `${JSON.stringify({ ...kept, [kind]: now }, null, 2)}\n`);
}

async function keptIn(folder: string): Promise<Kept> {
  const text = await readFile(lastFailedFile(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const kept: unknown = JSON.parse(text);
  if (isKept(kept)) return kept;
  throw new SyntaxError('it lists no cases');
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  targetKinds.every((kind) => {
    const ids: unknown = (value as Record<string, unknown>)[kind];
    return ids === undefined || (Array.isArray(ids) && ids.every((id) => typeof id === 'string'));
  });
