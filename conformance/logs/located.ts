/** Violations with the places that they have in their logs. */
import { KEPT_ALSO, type LogFinding } from '../exchange/log-report.js';
import type { Timing } from './clock/timing.js';
import type { LineNumbers } from './read/line-numbers.js';

/** The finding with the lines, and the stamp, as they are in their logs. */
export function locatedIn(finding: LogFinding, numbers: LineNumbers, timing: Timing): LogFinding {
  const { line, at, also } = finding;
  const written = timing.written(at, line);
  const others = also.slice(0, KEPT_ALSO).map(({ clause, line: other }) => ({ clause, ...numbers.locate(other) }));
  return { ...finding, ...numbers.locate(line), at: written, also: others };
}
