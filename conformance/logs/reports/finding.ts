/** What is said of a report that is wrong, or missing. */
import { describeReason } from '../../exchange/describe.js';
import type { LogFinding } from '../../exchange/log-report.js';
import type { LineNumbers } from '../read/line-numbers.js';
import type { ReportClause } from './clauses.js';
import type { LoggedParticipation, LogMoment, MadeReport, ReportedSession } from './participations.js';

/** An accusation, before it is put into words for a reader. */
export interface ReportFault {
  readonly clause: ReportClause;
  readonly room: string;
  /** The first wrong line, or the one by which something that is missing must have come. */
  readonly guilty: LogMoment & { readonly text?: string };
  readonly allowed: string;
  readonly seen: string;
  /** Other reports that show it. */
  readonly beside?: readonly MadeReport[];
  /** Whom it is about. */
  readonly stays?: readonly LoggedParticipation[];
}

/** A long line is cut. */
const MOST_KEPT = 600;

/** A copy: a part of a text would keep all of it in memory. */
export const keptText = (text: string): string =>
  Buffer.from(text.length > MOST_KEPT ? `${text.slice(0, MOST_KEPT - 1)}…` : text).toString();

/** The fault as a violation of the log, with the reports that show it. */
export function findingOf(
  { clause, room, guilty, allowed, seen, beside = [], stays = [] }: ReportFault,
  numbers: LineNumbers,
) {
  const { line, at, text = '' } = guilty;
  const lines = [...beside, { line, text }].filter(
    (one, index, all) => all.findIndex((other) => other.line === one.line) === index,
  );
  const excerpt = lines
    .filter((one) => one.text !== '')
    .toSorted((one, other) => one.line - other.line)
    .map((one) => ({ ...numbers.locate(one.line), text: one.text, wrong: one.line === line }));
  const names = Object.fromEntries(stays.map(({ participation, participant }) => [participation, participant]));
  const finding: LogFinding = { clause, line, at, rooms: [room], allowed, seen, also: [] };
  return { finding, shown: (located: LogFinding): LogFinding => ({ ...located, excerpt, names }) };
}

/** What a report says: `p2 1101`, or the session that has ended. */
export const reportWords = ({ report }: MadeReport): string =>
  report.about === 'session'
    ? `a report of the end of ${report.session || 'no session'}`
    : `a report of ${report.participation || 'nobody'} with ${describeReason(report.reason)}`;

/** What people were told of somebody's departure, and where. */
export const reasonsTold = ({ told }: LoggedParticipation, numbers: LineNumbers): string =>
  told.map(({ code, line }) => `${describeReason([code])} in ${numbers.name(line)}`).join(', and ');

/** Where somebody was told that it is over. */
export const overWords = ({ departed, participation }: LoggedParticipation, numbers: LineNumbers): string =>
  `${participation} had departed by ${departed ? numbers.name(departed.line) : 'then'}`;

/** A session by its name and room. */
export const sessionWords = ({ id, room }: ReportedSession): string =>
  `session ${id || 'without a name'} of ${room.name}`;
