/** The failures of a run as pictures, each beside the file of its scenario. */
import type { Report } from '../../exchange/index.js';
import { fileTrouble } from '../../exchange/system-error.js';
import { drawSvg } from '../../report/index.js';
import { writeWhole } from '../../runner/index.js';

/** `x.json` gets `x.svg`. Gives the reason where one of them could not be written. */
export async function savePictures({ cases }: Report): Promise<{ readonly why: string } | undefined> {
  const failures = cases.flatMap((result) => result.failures).filter(({ file }) => file !== '');
  try {
    await Promise.all(failures.map((failure) => writeWhole(failure.file.replace(/\.json$/, '.svg'), drawSvg(failure))));
    return undefined;
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    return trouble;
  }
}
