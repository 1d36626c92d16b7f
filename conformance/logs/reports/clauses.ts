/** The clauses that only the reports in a log can show: no run of the suite sees a report. */
import type { ClauseId } from '../../../gen/clauses.js';

/** Lines that contradict each other break these, whatever else the log lacks. */
const always = ['reason.elsewhere', 'report.names', 'report.once', 'report.repeated'] as const satisfies ClauseId[];

/** Nothing may be missing in the log where one of these is judged. */
const whole = [
  'report.departed',
  'report.each',
  'report.each-end',
  'report.in-order',
  'report.end-last',
] as const satisfies ClauseId[];

/** Of these, the ones that are judged in part where nobody knows how soon a report is made. */
const due: readonly ClauseId[] = ['report.each', 'report.each-end'];

/** A clause about reports. */
export type ReportClause = (typeof always)[number] | (typeof whole)[number];

const all = new Set<ClauseId>([...always, ...whole]);
const ofWholeLogs = new Set<ClauseId>(whole);

/** Whether only the reports of a log show that the clause is broken. */
export const isOfReports = (clause: ClauseId): clause is ReportClause => all.has(clause);

/** Whether it is judged only where the log lacks nothing. */
export const needsAll = (clause: ClauseId): boolean => ofWholeLogs.has(clause);

/** Whether it is judged as a whole only where the log says how soon a report is made. */
export const needsBound = (clause: ClauseId): boolean => due.includes(clause);
