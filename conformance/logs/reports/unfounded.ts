/** Reports of what has not happened: of a departure, or the end of a session, while people are still there. */
import { reason } from '../../../gen/codes.js';
import type { LogHead } from '../../exchange/log.js';
import type { Code } from '../../exchange/words.js';
import type { Timing } from '../clock/timing.js';
import type { LineNumbers } from '../read/line-numbers.js';
import { reportWords, sessionWords } from './finding.js';
import type { ReportSheet } from './judge-report.js';
import type {
  LoggedParticipation,
  LoggedParticipations,
  LogMoment,
  MadeReport,
  ReportedSession,
} from './participations.js';
import { waiting } from './waiting.js';

/** What is known of the clocks of a log. */
export interface ReportTimes {
  readonly head: () => LogHead;
  readonly timing: Timing;
  readonly numbers: LineNumbers;
}

/** So much later than a report everything is in the log that was on its way when it was made, its cause among it. */
const GRACE_MS = 2_000;

/** Judges reports that may be too early, when it is certain whether they were. */
export function unfounded(sheet: ReportSheet, stays: LoggedParticipations, { head, timing, numbers }: ReportTimes) {
  const doubtful = waiting<() => void>();
  /** Reports of those who have not been shown to be there. */
  const unknown = new Map<string, MadeReport>();
  /** The first line of the log, or since the system was started again. */
  let begun: LogMoment | undefined;
  const graceMs = () => GRACE_MS + head().slackMs + head().lossSeenMs;

  /** Nothing in the log can have ended it. */
  const isSurelyThere = (stay: LoggedParticipation): boolean =>
    !stay.departed && !stay.gone && !stay.cause && !stay.session.endable;

  function tooEarly(stay: LoggedParticipation, made: MadeReport, seen: string): void {
    if (stay.report !== made) return;
    // A later report of it is the first one that is right.
    stay.report = undefined;
    sheet.against({
      clause: 'report.departed',
      room: stay.session.room.name,
      guilty: made,
      allowed: `no report of ${stay.participation}, who is still there`,
      seen: `${reportWords(made)}; ${seen}`,
      stays: [stay],
    });
  }

  function endsEarly(session: ReportedSession, made: MadeReport, stay: LoggedParticipation, seen: string): void {
    if (session.accused || session.end !== made) return;
    session.accused = true;
    sheet.against({
      clause: 'report.end-last',
      room: session.room.name,
      guilty: made,
      allowed: `no report of the end of ${sessionWords(session)} while ${stay.participation} is there`,
      seen,
      stays: [stay],
    });
  }

  /** A session that was over before the log began may be reported late. */
  function mayBeEarlier({ at }: MadeReport): boolean {
    const { reportedWithinMs, slackMs } = head();
    return reportedWithinMs === 0 || at - (begun?.at ?? at) <= reportedWithinMs + slackMs;
  }

  function unknownAfterAll(made: MadeReport): void {
    const { report } = made;
    const isDeparture = report.about === 'departure';
    if (isDeparture ? !unknown.delete(report.participation) : stays.session(report.session)) return;
    // Somebody may have come in whose connection ended before its Joined was sent.
    if (!stays.isKnown(report.session) || stays.room(report.room).unshown.size > 0) return;
    if (!stays.session(report.session) && mayBeEarlier(made)) return;
    sheet.against({
      clause: isDeparture ? 'report.departed' : 'report.names',
      room: report.room,
      guilty: made,
      allowed: isDeparture ? 'a report of somebody who was there' : 'a report of the end of a session that there was',
      seen: `${reportWords(made)}, which nobody in the log was shown`,
    });
  }

  return {
    /** It is about somebody, or a session, that the log has not shown. */
    unknown(made: MadeReport): void {
      if (made.report.about === 'departure') unknown.set(made.report.participation, made);
      doubtful.add(() => unknownAfterAll(made), made);
    },

    /** The first report of somebody's departure. */
    made(stay: LoggedParticipation, made: MadeReport): void {
      sheet.held('report.departed');
      const { report } = made;
      const [code = 'absent'] = report.about === 'departure' ? report.reason : [];
      if (!isSurelyThere(stay) || !showsCause(code, head())) return;
      doubtful.add(() => {
        if (isSurelyThere(stay)) tooEarly(stay, made, 'nothing had happened that ends a stay');
      }, made);
    },

    /** The first report of the end of a session. */
    ended(session: ReportedSession, made: MadeReport): void {
      sheet.held('report.end-last');
      doubtful.add(() => {
        const stay = [...session.stays].find(isSurelyThere);
        if (stay) endsEarly(session, made, stay, 'nothing had happened that ends its stay');
      }, made);
    },

    /** Somebody comes in. Returns the report of its departure, where that stands before. */
    arrived(stay: LoggedParticipation): MadeReport | undefined {
      const { session, participation, arrived } = stay;
      const { end } = session;
      if (end && arrived.at - end.at > graceMs() && !timing.isDoubtful(end.line))
        endsEarly(session, end, stay, `${participation} came after that, in ${numbers.name(arrived.line)}`);
      const made = unknown.get(participation);
      unknown.delete(participation);
      return made;
    },

    /** Somebody was answered who is reported to be gone. `asked`: when that request was sent. */
    heard(stay: LoggedParticipation, asked: LogMoment): void {
      const made = stay.report;
      if (!made || stay.departed || asked.line < made.line || asked.at - made.at <= graceMs()) return;
      if (!timing.isDoubtful(made.line))
        tooEarly(stay, made, `it was answered to what it asked in ${numbers.name(asked.line)}`);
    },

    /** A line has come. */
    begin(moment: LogMoment): void {
      begun ??= moment;
    },

    /** Some time has passed. */
    pass({ at }: LogMoment): void {
      doubtful.pass(at, graceMs(), (decide, { line }) => {
        if (!timing.isDoubtful(line)) decide();
      });
    },

    restart(): void {
      begun = undefined;
      doubtful.clear();
      unknown.clear();
    },
  };
}

/** Whether the log has a line for every cause of a departure with this code, before it or soon after. */
function showsCause(code: Code, { writer, lossSeenMs }: LogHead): boolean {
  // The server may see a loss long before others do.
  if (code === reason.WEBSOCKET_DISCONNECTED) return writer === 'server' || lossSeenMs > 0;
  return code !== 'absent' && code !== reason.UNKNOWN && code <= reason.MANUAL_LEAVE_CALLED;
}
