/** Departures, and ends of sessions, that have no report, or one that was made too late for the room's order. */
import { overWords, type ReportFault, reportWords, sessionWords } from './finding.js';
import type { ReportSheet } from './judge-report.js';
import type { LoggedParticipation, LogMoment, MadeReport, ReportedSession } from './participations.js';
import type { ReportTimes } from './unfounded.js';
import { waiting } from './waiting.js';

/** Of each departure without a report so many are kept who were told of it, and so many such departures of each of these. */
const MOST_OBSERVERS = 64;
const MOST_EARLIER = 64;

/** Judges whether all reports are made, and in order. */
export function unreported(sheet: ReportSheet, { head, timing, numbers }: ReportTimes) {
  const departures = waiting<LoggedParticipation>();
  const ends = waiting<ReportedSession>();

  /** Whether the one line stands before the other in truth: the clocks of two logs are never quite the same. */
  const isBefore = (one: LogMoment, other: LogMoment): boolean =>
    one.line < other.line &&
    (numbers.logOf(one.line) === numbers.logOf(other.line) || other.at - one.at > head().slackMs);

  /** Whether its room was reported when it happened. */
  const wasReported = (since: number | undefined, moment: LogMoment | undefined): boolean =>
    since !== undefined && moment !== undefined && since < moment.line;

  function miss(stay: LoggedParticipation, guilty: ReportFault['guilty'], beside: readonly MadeReport[] = []): void {
    if (stay.missed) return;
    stay.missed = true;
    sheet.against({
      clause: 'report.each',
      room: stay.session.room.name,
      guilty,
      allowed: `a report of ${stay.participation} before that`,
      seen: `none; ${overWords(stay, numbers)}`,
      beside,
      stays: [stay],
    });
  }

  /** Nobody is waited for any longer: a report that should have come before another one will not come. */
  function giveUp(stay: LoggedParticipation): void {
    const { session, overtaken, report } = stay;
    const late = [overtaken, endAfter(stay)]
      .flatMap((made) => made ?? [])
      .toSorted((one, other) => one.line - other.line);
    if (!report && late[0] && wasReported(session.room.departures, lastSign(stay))) miss(stay, late[0]);
  }

  /** When it was there for the last time as far as anybody was told; of one who was not told of, when it was lost or the like. */
  const lastSign = ({ told, departed, cause }: LoggedParticipation): LogMoment | undefined =>
    told.length > 0 ? departed : cause;

  /** The report of the end of its session, if that was made after its departure. */
  function endAfter(stay: LoggedParticipation): MadeReport | undefined {
    const { end, accused } = stay.session;
    const last = lastSign(stay);
    return end && !accused && last && isBefore(last, end) ? end : undefined;
  }

  function overtake(stay: LoggedParticipation, by: MadeReport): void {
    if (!stay.overtaken || by.line < stay.overtaken.line) stay.overtaken = by;
  }

  function tellOrder(stay: LoggedParticipation, late: MadeReport, early: MadeReport): void {
    if (!isBefore(early, late)) return;
    sheet.against({
      clause: 'report.in-order',
      room: stay.session.room.name,
      guilty: early,
      allowed: `a report of ${stay.participation} first, whose departure the other one was told of`,
      seen: `${reportWords(early)}; that of ${stay.participation} is in ${numbers.name(late.line)}`,
      beside: [late],
      stays: [stay],
    });
  }

  return {
    /** Somebody has departed by now. */
    departed(stay: LoggedParticipation): void {
      const isReported = stay.session.room.departures !== undefined;
      if (isReported && !stay.report && stay.departed) departures.add(stay, stay.departed);
    },

    /** Somebody was told of a departure, and so departs later. */
    observed(earlier: LoggedParticipation, later: LoggedParticipation): void {
      const { report } = earlier;
      if (later.report && report) tellOrder(earlier, report, later.report);
      else if (later.report) overtake(earlier, later.report);
      else if (!report && earlier.observed < MOST_OBSERVERS) {
        earlier.observed += 1;
        later.earlier ??= [];
        later.earlier.push(earlier);
        if (later.earlier.length > MOST_EARLIER) later.earlier.shift();
      }
    },

    /** A session is over. */
    over(session: ReportedSession): void {
      const isReported = session.room.ends !== undefined;
      if (isReported && session.over && !session.end) ends.add(session, session.over);
    },

    /** The first report of somebody's departure. */
    made(stay: LoggedParticipation, made: MadeReport): void {
      const { session, overtaken, earlier } = stay;
      for (const clause of ['report.each', 'report.in-order'] as const) sheet.held(clause);
      if (overtaken) tellOrder(stay, made, overtaken);
      else if (session.end && !session.accused && isBefore(session.end, made)) {
        session.accused = true;
        sheet.against({
          clause: 'report.end-last',
          room: session.room.name,
          guilty: session.end,
          allowed: `a report of the end of ${sessionWords(session)} after that of ${stay.participation}`,
          seen: `the report of ${stay.participation} is in ${numbers.name(made.line)}`,
          beside: [made],
          stays: [stay],
        });
      }
      for (const one of earlier?.splice(0) ?? []) if (!one.report) overtake(one, made);
    },

    /** Some time has passed, and this line has come. */
    pass(moment: LogMoment, text: string): void {
      const { reportedWithinMs, slackMs, complete } = head();
      if (reportedWithinMs === 0 || !complete) {
        departures.clear();
        ends.clear();
        return;
      }
      const guilty = { ...moment, text };
      departures.pass(moment.at, reportedWithinMs + slackMs, (stay, since) => {
        const { session, report, overtaken } = stay;
        if (report || timing.isDoubtful(since.line) || !wasReported(session.room.departures, since)) return;
        miss(stay, overtaken ?? guilty);
      });
      ends.pass(moment.at, reportedWithinMs + slackMs, (session, since) => {
        const { end, over, accused, room } = session;
        if (end || accused || over?.line !== since.line || timing.isDoubtful(since.line)) return;
        if (room.unshown.size > 0 || !wasReported(room.ends, since)) return;
        session.accused = true;
        sheet.against({
          clause: 'report.each-end',
          room: room.name,
          guilty,
          allowed: `a report of the end of ${sessionWords(session)} before that`,
          seen: `none; it was over by ${numbers.name(over.line)}`,
        });
      });
    },

    /** It will not be looked at again. */
    forget: giveUp,

    restart(): void {
      departures.clear();
      ends.clear();
    },
  };
}
