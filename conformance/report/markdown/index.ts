/** For a page of a CI system, a pull request or a wiki. The way into markdown/. */
import type { Reporter } from '../reporter.js';
import { logPage } from './log.js';
import { joinPage } from './page.js';
import { runPage } from './run.js';

/** The reporter `markdown`. */
export const markdown: Reporter = {
  name: 'markdown',
  isDocument: true,
  run: (report, { columns, mostBytes }) => joinPage(runPage(report, columns), mostBytes),
  finding: () => '',
  log: (report, file, { mostBytes }) => joinPage(logPage(report, file), mostBytes),
};
