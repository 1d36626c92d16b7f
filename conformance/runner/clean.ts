/** Takes away what runs have written into a folder, and nothing else that stands there. */
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { IGNORE_ALL } from './folder.js';
import { lastFailedFile, targetKinds } from './selection/last-failed.js';

/** What a file of the suite is. */
export type WrittenKind = 'scenario' | 'picture' | 'report' | 'list' | 'rest';

/** What was done to a folder. */
export interface Cleaned {
  /** The names of the files that were removed. */
  readonly removed: Readonly<Record<WrittenKind, readonly string[]>>;
  /** The names of what is there still: others wrote it. */
  readonly kept: readonly string[];
  /** Whether the folder itself is gone, because nothing was left in it. */
  readonly folderRemoved: boolean;
}

/**
 * Removes saved scenarios, their pictures, reports as JSON, and what a run that was killed left half written. A file
 * counts as the suite's by what it holds; never by its name alone.
 * @throws the error of the file system, ENOENT where there is no folder.
 */
export async function cleanFolder(folder: string): Promise<Cleaned> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const kinds = new Map<string, WrittenKind>();
  for (const name of names) {
    const kind = await kindOf(folder, name);
    if (kind !== undefined) kinds.set(name, kind);
  }
  // A picture belongs to the scenario beside it.
  for (const name of names)
    if (name.endsWith('.svg') && kinds.get(name.replace(/\.svg$/, '.json')) === 'scenario') kinds.set(name, 'picture');
  for (const name of kinds.keys()) await rm(join(folder, name), { force: true });
  const kept = entries.map(({ name }) => name).filter((name) => !kinds.has(name) && name !== IGNORE_ALL.name);
  const own =
    names.includes(IGNORE_ALL.name) && (await readFile(join(folder, IGNORE_ALL.name), 'utf8')) === IGNORE_ALL.text;
  const others = own || !names.includes(IGNORE_ALL.name) ? kept : [...kept, IGNORE_ALL.name];
  if (own && kept.length === 0) await rm(join(folder, IGNORE_ALL.name));
  const of = (kind: WrittenKind) => [...kinds].flatMap(([name, one]) => (one === kind ? [name] : [])).sort();
  return {
    removed: {
      scenario: of('scenario'),
      picture: of('picture'),
      report: of('report'),
      list: of('list'),
      rest: of('rest'),
    },
    kept: others.sort(),
    // A folder that the user made stays, also an empty one.
    folderRemoved:
      own &&
      kept.length === 0 &&
      (await rmdir(folder).then(
        () => true,
        () => false,
      )),
  };
}

async function kindOf(folder: string, name: string): Promise<WrittenKind | undefined> {
  const half = /\.(?:json|svg)\.(\d+)\.part$/.exec(name);
  if (half) return isAlive(Number(half[1])) ? undefined : 'rest';
  if (!name.endsWith('.json')) return undefined;
  try {
    return kindOfDocument(JSON.parse(await readFile(join(folder, name), 'utf8')), name);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const KINDS: readonly string[] = targetKinds;

/** Looser than what a replay asks for: an older or newer suite may have written it. */
function kindOfDocument(document: unknown, name: string): WrittenKind | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  const has = (...keys: string[]) => keys.every((key) => key in document);
  if (has('clause', 'scenario', 'history', 'shrink')) return 'scenario';
  if (has('spec', 'suite', 'profile', 'cases')) return 'report';
  const lists = Object.entries(document).every(([key, ids]) => KINDS.includes(key) && Array.isArray(ids));
  return name === lastFailedFile('') && lists ? 'list' : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
