/** The failures of a run as pictures, each beside the file of its scenario. */
import { writeFile } from 'node:fs/promises';
import type { Report } from '../exchange/index.js';
import { drawSvg } from '../report/index.js';

/** `x.json` gets `x.svg`. */
export async function savePictures({ cases }: Report): Promise<void> {
  const failures = cases.flatMap((result) => result.failures).filter(({ file }) => file !== '');
  await Promise.all(failures.map((failure) => writeFile(failure.file.replace(/\.json$/, '.svg'), drawSvg(failure))));
}
