/** For CI systems: the XML of JUnit. A run has a test case for each case, a log one for each clause. The way into junit/. */
import type { Reporter } from '../reporter.js';
import { logSuites } from './log.js';
import { runSuites } from './run.js';
import { junitText } from './suite.js';

/** The reporter `junit`. */
export const junit: Reporter = {
  name: 'junit',
  isDocument: true,
  run: (report, { columns }) => junitText(runSuites(report, columns)),
  finding: () => '',
  log: (report, file) => junitText(logSuites(report, file)),
};
