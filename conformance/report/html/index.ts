/** For people, as one HTML file that opens from the disk and asks for nothing else. */
import type { Reporter } from '../reporter.js';
import { logHtml } from './log-page.js';
import { runHtml } from './run-page.js';

/** The reporter `html`. */
export const html: Reporter = {
  name: 'html',
  isDocument: true,
  run: (report) => runHtml(report),
  // The report of a log has the first of them, by clause.
  finding: () => '',
  log: (report, file) => logHtml(report, file),
};
