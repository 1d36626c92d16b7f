/** Failures as files: everything that a replay needs, and the history that was seen, in the form of adjourn.testing.v1. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodecError, failures } from '../exchange/codec.js';
import { countSteps, type Failure, OPERATOR, PEER, type Scenario } from '../exchange/index.js';
import { makeFolder, writeWhole } from './folder.js';

/** `what` tells it from other files of the same case. A file that holds another scenario is not written over. */
export async function save(
  failure: Failure,
  seed: number,
  caseId: string,
  folder: string,
  what = failure.clause.replace('.', '-'),
): Promise<string> {
  const stem = join(folder, `${seed}-${caseId.replace('/', '-')}-${what}`);
  await makeFolder(folder);
  let file = `${stem}.json`;
  for (let number = 2; await holdsAnother(file, failure); number += 1) file = `${stem}-${number}.json`;
  await writeWhole(file, `${JSON.stringify(failures.toJson({ ...failure, file }), null, 2)}\n`);
  return file;
}

/** Two runs with one seed, of two targets, find different things: the line that replays the first one stays right. */
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

/** Throws CodecError or SyntaxError where the file holds no failure, or none that can be played. */
export async function load(file: string): Promise<Failure> {
  const failure = failures.fromJson(JSON.parse(await readFile(file, 'utf8')));
  const wrong = whyUnplayable(failure.scenario);
  if (wrong !== '') throw new CodecError(wrong);
  return failure;
}

/** What a file may have become in somebody's hands. */
function whyUnplayable({ seats, rounds }: Scenario): string {
  const names = seats.map(({ name }) => name);
  const known = new Set([...names, OPERATOR, PEER]);
  const stranger = rounds.flat().find(({ seat }) => !known.has(seat));
  if (stranger) return `A step is "${stranger.seat}"'s, who has no seat; seats: ${names.join(', ') || 'none'}.`;
  return countSteps({ seats, rounds }) === 0 ? 'Its scenario has no steps.' : '';
}
