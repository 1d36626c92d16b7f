/** Failures as files: everything that a replay needs, and the history that was seen, in the form of adjourn.testing.v1. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failures } from '../exchange/codec.js';
import type { Failure } from '../exchange/index.js';

export async function save(failure: Failure, seed: number, caseId: string, folder: string): Promise<string> {
  const name = `${seed}-${caseId.replace('/', '-')}-${failure.clause.replace('.', '-')}.json`;
  const file = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(failures.toJson({ ...failure, file }), null, 2)}\n`);
  return file;
}

/** Throws CodecError or SyntaxError where the file holds no failure. */
export const load = async (file: string): Promise<Failure> =>
  failures.fromJson(JSON.parse(await readFile(file, 'utf8')));
