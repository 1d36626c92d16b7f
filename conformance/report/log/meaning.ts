/** What the judging of a log came to, in a sentence or two. */
import type { LogReport, LogSelection } from '../../exchange/log-report.js';
import { plural } from '../text.js';

const everything: LogSelection = { rooms: [], clauses: [] };

/** What the exit code says about the log, in a sentence or two. */
export function logMeaning(report: LogReport, file: string): string {
  const { exitCode, trouble, checks } = report;
  const also = trouble === '' ? '' : ` ${trouble}`;
  switch (exitCode) {
    case 0:
      return `Nothing in ${file} is against ${heldAgainst(report)}, as far as it shows.`;
    case 1:
      return `${file} shows what Adjourn does not allow: ${counted(report)}.${also}`;
    case 2:
      return checks.size === 0
        ? `Nothing of ${file} was judged.${also}`
        : `${file} was judged in part, and ${counted(report)} there.${also}`;
    case 130:
      return `Interrupted: of ${file} only the first ${plural(report.lines, 'line')} were judged, and ${counted(report)} there.`;
    default:
      return noVerdict(report, file);
  }
}

function noVerdict({ lines, rooms, selection = everything }: LogReport, file: string): string {
  if (lines === 0) return `No verdict: ${file} is empty.`;
  if (selection.rooms.length > 0 && rooms === 0)
    return `No verdict: ${file} has no room that matches "${selection.rooms.join('" or "')}".`;
  return `No verdict: ${file} shows nothing that ${selection.clauses.length > 0 ? selection.clauses.join(' or ') : 'a clause'} could be held against.`;
}

const heldAgainst = ({ selection: { rooms, clauses } = everything }: LogReport): string =>
  `${clauses.length > 0 ? clauses.join(' or ') : 'Adjourn'}${rooms.length > 0 ? ` in the rooms "${rooms.join('", "')}"` : ''}`;

function counted({ findings }: LogReport): string {
  return findings === 0 ? 'no clause was seen broken' : `${plural(findings, 'violation')} found`;
}
