/** Failures as files: everything that a replay needs, and the history that was seen, in the form of adjourn.testing.v1. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodecError, failures } from '../exchange/codec.js';
import { countSteps, type Failure, OPERATOR, PEER, type Scenario } from '../exchange/index.js';

/** `what` tells it from other files of the same case. */
export async function save(
  failure: Failure,
  seed: number,
  caseId: string,
  folder: string,
  what = failure.clause.replace('.', '-'),
): Promise<string> {
  const name = `${seed}-${caseId.replace('/', '-')}-${what}.json`;
  const file = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(failures.toJson({ ...failure, file }), null, 2)}\n`);
  return file;
}

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
