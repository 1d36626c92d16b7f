/**
 * Judges the reports in a log, line by line, by the clauses of spec/reports.md. It follows who departed with which reason from what people
 * were told, and looks at no machine.
 */
import type { ClauseId } from '../../../gen/clauses.js';
import type { LogEntry, LogHead } from '../../exchange/log.js';
import type { LogFinding } from '../../exchange/log-report.js';
import type { Timing } from '../clock/timing.js';
import { locatedIn } from '../located.js';
import type { LineNumbers } from '../read/line-numbers.js';
import type { LoggedRoomObject } from '../rooms/types.js';
import type { Wanted } from '../wanted.js';
import { needsAll } from './clauses.js';
import { findingOf, keptText, type ReportFault } from './finding.js';
import { following } from './follow.js';
import { judgeBlank, judgeEndNames, judgeFirst, judgeNames, judgeReason, type ReportSheet } from './judge-report.js';
import { type LogMoment, type MadeReport, openParticipations } from './participations.js';
import { unfounded } from './unfounded.js';
import { unreported } from './unreported.js';

/** What the judge of reports is told of the log, and to whom it tells what it finds. */
export interface ReportContext {
  readonly head: () => LogHead;
  readonly timing: Timing;
  readonly numbers: LineNumbers;
  readonly wanted: Wanted;
  /** A clause was held against something. */
  readonly held: (clause: ClauseId) => void;
}

/** A judge of the reports of one log, or of several as one. `shown`: the finding with the lines that show it. */
export function reportJudge(
  { head, timing, numbers, wanted, held }: ReportContext,
  onFinding: (finding: LogFinding, shown: () => LogFinding) => void,
) {
  const isComplete = () => head().complete;
  const isHeld = (clause: ClauseId) =>
    (!needsAll(clause) || isComplete()) && !head().deviations.some((one) => one.clause === clause);
  const sheet: ReportSheet = {
    numbers,
    held: (clause) => {
      if (isHeld(clause)) held(clause);
    },
    against(fault: ReportFault) {
      const { clause, room } = fault;
      if (!isHeld(clause) || !wanted.rooms(new Set([room])) || !wanted.clause(clause)) return;
      const { finding, shown } = findingOf(fault, numbers);
      const located = locatedIn(finding, numbers, timing);
      held(clause);
      onFinding(located, () => shown(located));
    },
  };
  let seen = false;
  const stays = openParticipations(
    (stay) => missing.forget(stay),
    () => seen,
  );
  const times = { head, timing, numbers };
  const missing = unreported(sheet, times);
  const early = unfounded(sheet, stays, times);
  const follow = following(
    stays,
    {
      departed: missing.departed,
      told(stay) {
        if (stay.told.length === 1) judgeReason(stay, sheet);
      },
      observed: missing.observed,
      over: missing.over,
      arrived(stay) {
        const made = early.arrived(stay);
        if (made) departure(made);
      },
      heard: early.heard,
    },
    { isComplete, hasReports: () => seen },
  );

  function departure(made: MadeReport): void {
    const { report } = made;
    if (report.about !== 'departure' || judgeBlank(made, sheet)) return;
    const stay = stays.of(report.participation);
    if (!stay) {
      early.unknown(made);
      return;
    }
    stay.session.room.departures ??= made.line;
    if (!judgeFirst(made, stay.session, stay.report, sheet)) {
      // With the id of another one it is wrong, and not missing.
      stay.report ??= made;
      return;
    }
    judgeNames(made, report, stay, sheet);
    stay.report = made;
    judgeReason(stay, sheet);
    early.made(stay, made);
    missing.made(stay, made);
  }

  function end(made: MadeReport): void {
    const session = stays.session(made.report.session);
    if (!session) {
      early.unknown(made);
      return;
    }
    session.room.ends ??= made.line;
    if (!judgeFirst(made, session, session.end, sheet)) return;
    judgeEndNames(made, session, sheet);
    session.end = made;
    early.ended(session, made);
    sheet.held('report.each-end');
  }

  return {
    /** Whether a report is in the log, whether none may be missing, and whether it is known how soon one is made. */
    known: () => ({ seen, complete: isComplete(), bounded: head().reportedWithinMs > 0 }),

    /** Takes a line in, after it has found its room object. `text`: as it stands in the log. */
    take(entry: LogEntry, line: number, text: string, object?: LoggedRoomObject): void {
      const moment: LogMoment = { line, at: entry.at };
      early.begin(moment);
      if (seen) {
        early.pass(moment);
        missing.pass(moment, text);
      }
      if (entry.kind !== 'reported') {
        follow(entry, line, object);
        return;
      }
      seen = true;
      const made: MadeReport = { ...moment, report: entry.report, text: keptText(text) };
      if (entry.report.about === 'departure') departure(made);
      else end(made);
    },

    /** Their clients cannot come back. */
    forget(objects: Iterable<LoggedRoomObject>): void {
      for (const participation of [...objects].flatMap(({ participations }) => participations)) {
        const stay = stays.of(participation);
        if (!stay) continue;
        stay.gone = true;
        stays.retire(stay);
      }
    },

    /** The system begins anew: it may have been killed before it could report, and may report again what it has forgotten. */
    restart(): void {
      early.restart();
      missing.restart();
      stays.restart();
    },

    /** The log has ended. */
    end(): void {
      for (const stay of stays.all()) missing.forget(stay);
    },
  };
}
