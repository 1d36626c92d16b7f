/** Holds one report against what the log has shown of those whom it names. */
import { reason } from '../../../gen/codes.js';
import { describeReason } from '../../exchange/describe.js';
import type { LoggedReport } from '../../exchange/log.js';
import type { Code } from '../../exchange/words.js';
import type { LineNumbers } from '../read/line-numbers.js';
import type { ReportClause } from './clauses.js';
import { type ReportFault, reasonsTold, reportWords } from './finding.js';
import type { LoggedParticipation, MadeReport, ReportedSession } from './participations.js';

/** Where it is said what was held, and what is wrong. */
export interface ReportSheet {
  held(clause: ReportClause): void;
  against(fault: ReportFault): void;
  readonly numbers: LineNumbers;
}

type Departure = LoggedReport & { readonly about: 'departure' };

/** What a server without `extended_codes` tells people instead. `reason.fallback`. */
const fallbacks: ReadonlyMap<Code, Code> = new Map<Code, Code>([
  [reason.REMOVE_PEER_API, reason.REMOVE_PEER],
  [reason.DUPLICATE_PARTICIPANT, 'absent'],
  [reason.MANUAL_LEAVE_CALLED, 'absent'],
]);

/** Holds the reason of a report against what people were told. */
export function judgeReason(stay: LoggedParticipation, { held, against, numbers }: ReportSheet): void {
  const { report: made, told, extended, session, participation } = stay;
  if (made?.report.about !== 'departure' || told.length === 0) return;
  const [code = 'absent'] = made.report.reason;
  held('reason.elsewhere');
  const cause = extended ? code : (fallbacks.get(code) ?? code);
  if (told.some((one) => one.code === code || one.code === cause)) return;
  against({
    clause: 'reason.elsewhere',
    room: session.room.name,
    guilty: made,
    allowed: `a report of ${participation} with ${describeReason([told[0]?.code ?? 'absent'])}, as people were told`,
    seen: `${reportWords(made)}; people were told ${reasonsTold(stay, numbers)}`,
    stays: [stay],
  });
}

/** Holds the other ids of a report against the participation that it names. */
export function judgeNames(
  made: MadeReport,
  { about: _, ...report }: Departure,
  stay: LoggedParticipation,
  sheet: ReportSheet,
): void {
  const { participant, session } = stay;
  const right = { room: session.room.name, session: session.id, participant };
  const wrong = (['room', 'session', 'participant'] as const).find((name) => report[name] !== right[name]);
  sheet.held('report.names');
  if (wrong === undefined) return;
  sheet.against({
    clause: 'report.names',
    room: session.room.name,
    guilty: made,
    allowed: `a report of ${stay.participation} with the ${wrong} "${right[wrong]}"`,
    seen: `the ${wrong} "${report[wrong]}"`,
    stays: [stay],
  });
}

/**
 * Whether there is no other report of the same, nor another one with its id. `before`: the report that was made of it.
 */
export function judgeFirst(
  made: MadeReport,
  session: ReportedSession,
  before: MadeReport | undefined,
  sheet: ReportSheet,
): boolean {
  const { id } = made.report;
  const delivered = id === '' ? undefined : session.ids?.get(id);
  if (delivered) {
    sheet.held('report.repeated');
    if (isSame(delivered.report, made.report)) return false;
    sheet.against({
      clause: 'report.repeated',
      room: session.room.name,
      guilty: made,
      allowed: `the report "${id}" as in ${sheet.numbers.name(delivered.line)}: ${reportWords(delivered)}`,
      seen: `something else in it: ${reportWords(made)}`,
      beside: [delivered],
    });
    return false;
  }
  if (id !== '') {
    session.ids ??= new Map();
    session.ids.set(id, made);
  }
  sheet.held('report.once');
  if (!before) return true;
  sheet.against({
    clause: 'report.once',
    room: session.room.name,
    guilty: made,
    allowed: `no other report than that in ${sheet.numbers.name(before.line)}, or the same one with its id`,
    seen: `${reportWords(made)}, with ${id === '' ? 'no id' : `the id "${id}"`}`,
    beside: [before],
  });
  return false;
}

/** Everything but a message, which may be in another language. */
function isSame(one: LoggedReport, other: LoggedReport): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a report of a departure names no participation. */
export function judgeBlank(made: MadeReport, sheet: ReportSheet): boolean {
  const { report } = made;
  if (report.about !== 'departure' || report.participation !== '') return false;
  sheet.held('report.names');
  sheet.against({
    clause: 'report.names',
    room: report.room,
    guilty: made,
    allowed: 'a report with the participation_id of the one who departed',
    seen: 'a report without one',
  });
  return true;
}

/** The session that a report of an end names, where it is one of that room. */
export function judgeEndNames(made: MadeReport, session: ReportedSession, sheet: ReportSheet): void {
  sheet.held('report.names');
  const { room } = made.report;
  if (room === session.room.name) return;
  sheet.against({
    clause: 'report.names',
    room: session.room.name,
    guilty: made,
    allowed: `a report of the end of ${session.id} with the room "${session.room.name}"`,
    seen: `the room "${room}"`,
  });
}
