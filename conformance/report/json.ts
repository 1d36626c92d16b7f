/**
 * For programs. A run is one document in the ProtoJSON form of adjourn.testing.v1.Report; a log is one object a line.
 */
import { reports } from '../exchange/codec.js';
import type { LogReport } from '../exchange/log-report.js';
import type { Reporter } from './reporter.js';

/** The reporter `json`. */
export const json: Reporter = {
  name: 'json',
  isDocument: true,
  run: (report) => `${JSON.stringify(reports.toJson(report), null, 2)}\n`,
  finding: (finding) => line({ violation: finding }),
  log: (report) => line({ summary: plainObject(report) }),
};

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

function plainObject({ checks, partly, ...rest }: LogReport): object {
  return { ...rest, partly: Object.fromEntries(partly), checks: Object.fromEntries(checks) };
}
