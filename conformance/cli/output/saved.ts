/** Reports that were saved by `--reporter json`. */
import { readFile } from 'node:fs/promises';
import { CodecError, documents } from '../../exchange/codec.js';
import type { ReportDocument } from '../../exchange/report-document.js';
import { UsageError } from '../usage.js';

const GIVE = 'give what "--reporter json" of "adjourn test", "replay" or "judge" wrote';

/** Reads one. Throws {@link UsageError} where the file holds something else. */
export async function savedReport(file: string): Promise<ReportDocument> {
  try {
    return documents.fromJson(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new UsageError(`"${file}" is no JSON, or only a part of it (${error.message}): ${GIVE}.`);
    if (error instanceof CodecError)
      throw new UsageError(`"${file}" is no report (${error.message.replace(/\.$/, '')}): ${GIVE}.`);
    if ((error as NodeJS.ErrnoException).code === 'ERR_STRING_TOO_LONG')
      throw new UsageError(`"${file}" is larger than half a gigabyte: judge the log in parts, and report on each.`);
    throw error;
  }
}
