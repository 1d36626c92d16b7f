/** Failures as files in the form of adjourn.testing.v1: all that a replay needs, and the history that was seen. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodecError, failures } from '../exchange/codec.js';
import { OPERATOR, PEER } from '../exchange/names.js';
import type { Failure } from '../exchange/report.js';
import { countSteps, type Scenario } from '../exchange/scenario.js';
import { fileTrouble } from '../exchange/system-error.js';
import { makeOutputFolder, writeWhole } from './folder.js';
import type { RunEvent, RunOptions } from './options.js';

/** Where a failure belongs, for the name of its file. */
export interface Origin {
  /** The seed of its scenarios. */
  readonly seed: number;
  readonly caseId: string;
  /** Tells the file from others of the same case; the clause where left out. */
  readonly what?: string | undefined;
}

/** Writes a failure into a folder, and gives its path. A file that holds another scenario is left as it is. */
export async function saveFailure(failure: Failure, { seed, caseId, what }: Origin, folder: string): Promise<string> {
  const name = what ?? failure.clause.replace('.', '-');
  const stem = join(folder, `${seed}-${caseId.replace('/', '-')}-${name}`);
  await makeOutputFolder(folder);
  let file = `${stem}.json`;
  for (let number = 2; await holdsAnother(file, failure); number += 1) file = `${stem}-${number}.json`;
  await writeWhole(file, `${JSON.stringify(failures.toJson({ ...failure, file }), null, 2)}\n`);
  return file;
}

/**
 * Saves what a run has found, and gives the failure with the name of its file. Where the folder cannot be written, the
 * failure has no file, and an event says why.
 */
export async function keepFailure(
  failure: Failure,
  origin: Origin,
  { options, emit }: { readonly options: Pick<RunOptions, 'output'>; readonly emit: (event: RunEvent) => void },
): Promise<Failure> {
  try {
    return { ...failure, file: await saveFailure(failure, origin, options.output) };
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    emit({ kind: 'unsaved', folder: options.output, why: trouble.why });
    return { ...failure, file: '' };
  }
}

/**
 * Two runs with one seed, against two targets, find different failures: the line that replays the first one stays
 * right.
 */
async function holdsAnother(file: string, failure: Failure): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return false;
  try {
    return scenarioOf(JSON.parse(text)) !== scenarioOf(failures.toJson(failure));
  } catch {
    return true;
  }
}

const scenarioOf = (saved: unknown): string => JSON.stringify((saved as Partial<Failure> | null)?.scenario);

/**
 * Reads a saved failure.
 * @throws CodecError or SyntaxError where the file holds no failure, or none that can be played.
 */
export async function loadFailure(file: string): Promise<Failure> {
  const failure = failures.fromJson(JSON.parse(await readFile(file, 'utf8')));
  const wrong = whyUnplayable(failure.scenario);
  if (wrong !== '') throw new CodecError(wrong);
  return failure;
}

/** A user may have edited the file. */
function whyUnplayable({ seats, rounds }: Scenario): string {
  const names = seats.map(({ name }) => name);
  const known = new Set([...names, OPERATOR, PEER]);
  const stranger = rounds.flat().find(({ seat }) => !known.has(seat));
  if (stranger) return `A step is "${stranger.seat}"'s, who has no seat; seats: ${names.join(', ') || 'none'}.`;
  return countSteps({ seats, rounds }) === 0 ? 'Its scenario has no steps.' : '';
}
