import type { ClauseId } from '../../../gen/clauses.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { bearing, tellsEnd } from '../timeline/causes.js';
import { carriedBy, latestParticipation, replaced, taken } from '../timeline/connections.js';
import { refusedForLoad } from '../timeline/load.js';
import { tooEarly } from '../timeline/loss-times.js';
import type { BindAttempt, RoomLeftAt, SeenParticipation, Timeline } from '../timeline/timeline.js';
import { inPlace, received, remembered, serves, shadowed, stale } from '../timeline/tokens.js';
import { answerSeen, messageWords, reasonWords } from '../timeline/words.js';

/**
 * What a Resume may be answered: `resume.not-found`, `resume.token-dies`, `resume.tokens-serve`, `resume.resumed`,
 * `resume.remembers`.
 */
export const resumes = invariant({
  clauses: [
    'resume.missed',
    'resume.true-reason',
    'resume.resumed',
    'resume.not-found',
    'resume.token-dies',
    'resume.tokens-serve',
    'resume.remembers',
    'resume.or-departure',
    'repeat.departed',
    'repeat.answered',
    'switch.resume-waits',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const roomObject of timeline.roomObjects)
      for (const attempt of roomObject.attempts) {
        if (attempt.kind === 'resume' && attempt.answer) resume(timeline, sheet, attempt);
        if (attempt.kind === 'join') continue;
        outOfPlace(sheet, attempt);
        const moved = roomObject.requests.some(({ kind, index }) => kind === 'switch' && index < attempt.index);
        if (moved && !refusedForLoad(attempt.answer)) sheet.held('switch.resume-waits');
      }
  },
});

/** What comes before the answer, or is no answer to it. */
function outOfPlace(sheet: Sheet, { connection, answer, kind, index, roomObject }: BindAttempt): void {
  // A sign of life may come at any time, while somebody waits for the end of a switch too. Clause
  // `client.waits-for-answer`.
  const first = connection.stray.find(({ seen }) => seen.kind !== 'heartbeat');
  if (!first || first.index < index || (answer && answer.index < first.index)) return;
  const gone = (latestParticipation(roomObject)?.causes.gone ?? index) < index;
  const resumed: ClauseId = answer ? 'resume.missed' : gone ? 'resume.true-reason' : 'resume.resumed';
  const clause = kind === 'resume' ? resumed : gone ? 'repeat.departed' : 'repeat.answered';
  sheet.against(clause, first.index, 'the answer first', messageWords(first.seen));
}

function resume(timeline: Timeline, sheet: Sheet, attempt: BindAttempt): void {
  const { answer, ticket, roomObject } = attempt;
  if (!answer || !ticket || refusedForLoad(answer)) return;
  const wrong = (clause: ClauseId, allowed: string) =>
    sheet.against(clause, answer.index, allowed, answerSeen(attempt));
  if (ticket.token === 'made-up') {
    sheet.held('resume.not-found');
    if (answer.kind !== 'rejected') wrong('resume.not-found', 'Rejected not_found: the token is made up');
  } else if (stale(attempt)) {
    sheet.held('resume.token-dies');
    if (answer.kind === 'resumed') wrong('resume.token-dies', 'Rejected not_found: a newer token has been used');
  } else if (ticket.beyond && received(timeline, attempt)) {
    sheet.held('resume.not-found');
    if (answer.kind === 'resumed') wrong('resume.not-found', 'Rejected not_found: the sequence is not reached');
  } else good(timeline, sheet, attempt);
  if (answer.kind === 'rejected' && answer.code !== 'not_found')
    wrong('resume.not-found', 'Rejected not_found, whatever is wrong');
  const participation = latestParticipation(roomObject);
  if (answer.kind === 'resumed' && participation) departedBefore(timeline, sheet, attempt, participation);
}

/** A Resume with a token that serves. */
function good(timeline: Timeline, sheet: Sheet, attempt: BindAttempt): void {
  const { answer, roomObject } = attempt;
  const participation = latestParticipation(roomObject);
  if (!answer || !participation) return;
  const present = inPlace(timeline, participation, attempt.index, answer.index);
  if (taken(attempt)) {
    sheet.held('resume.resumed');
    sheet.held('resume.tokens-serve');
  }
  if (answer.kind !== 'rejected' || !serves(attempt)) return;
  if (present) sheet.held('resume.resumed');
  const allowed = present ? 'Resumed: the participation is present' : 'Resumed, or RoomLeft for the true reason';
  const seen = answerSeen(attempt);
  if (remembered(timeline, participation, answer.index)) {
    sheet.against('resume.tokens-serve', answer.index, allowed, seen);
    // That an older token serves as well is the matter of the clause above alone.
    const isNewest = roomObject.tokens.findLast(({ index }) => index < attempt.index)?.token;
    if (present && attempt.ticket?.token === isNewest && !shadowed(attempt))
      sheet.against('resume.resumed', answer.index, allowed, seen);
    else if (participation.causes.gone < attempt.index) sheet.against('resume.remembers', answer.index, allowed, seen);
    const moving = roomObject.requests.some(({ kind, index }) => kind === 'switch' && index < answer.index);
    if (moving) sheet.against('switch.resume-waits', answer.index, allowed, seen);
  }
}

/** `resume.or-departure`: nobody comes back who has departed. */
function departedBefore(
  timeline: Timeline,
  sheet: Sheet,
  attempt: BindAttempt,
  participation: SeenParticipation,
): void {
  const { answer, index } = attempt;
  if (!answer) return;
  sheet.held('resume.or-departure');
  const { next, left } = participation;
  const later =
    left &&
    left.index > answer.index &&
    !left.attempt &&
    bearing(timeline, participation, left.reason, left.index).some((cause) => cause.index > index);
  if (next || later || participation.causes.gone > index) return;
  sheet.against('resume.or-departure', answer.index, `RoomLeft: ${participation.id} has departed`, answerSeen(attempt));
}

/** `resume.true-reason`, `repeat.departed`: RoomLeft to somebody who comes back says why it departed. */
export const lateReasons = invariant({
  clauses: ['resume.true-reason', 'repeat.departed'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly])
      for (const left of participation.left ? [participation.left, ...participation.moreRoomLefts] : [])
        if (left.attempt) late(timeline, sheet, participation, { left, attempt: left.attempt });
  },
});

function late(
  timeline: Timeline,
  sheet: Sheet,
  participation: SeenParticipation,
  { left, attempt: { kind } }: { readonly left: RoomLeftAt; readonly attempt: BindAttempt },
): void {
  const clause: ClauseId = kind === 'resume' ? 'resume.true-reason' : 'repeat.departed';
  sheet.held(clause);
  sheet.held('resume.or-departure');
  if (kind === 'resume') sheet.held('resume.remembers');
  const { index, reason } = left;
  const told = participation.tellings.find((each) => !each.reason.some((code) => reason.includes(code)));
  const other = told
    ? { reason: told.reason, id: told.observer.id, lied: isUnfounded(participation, told) }
    : endedWith(timeline, participation, reason);
  const founded = bearing(timeline, participation, reason, index).length > 0;
  // A window that was cut short is no other reason: `connection.lost-in-time` says so, which has a clock.
  if (!other && (tooEarly(timeline, participation, left) ?? -1) >= 0) return;
  // What others were told before is the first wrong word then, and its own clause speaks of it.
  const belied = other
    ? other.lied
    : participation.tellings.length > 0 || isEndedAlike(timeline, participation, reason);
  if (founded ? !other || belied : !other && belied) return;
  const allowed = other
    ? `RoomLeft ${reasonWords(other.reason)}, as ${other.id} was told`
    : `RoomLeft for what ended ${participation.id}`;
  sheet.against(clause, index, allowed, `RoomLeft ${reasonWords(reason)}`);
}

const isUnfounded = ({ causes }: SeenParticipation, { index }: { readonly index: number }): boolean =>
  causes.unfounded.some((each) => each.index === index);

/** Somebody of its session was sent home before with the same wrong code. */
function isEndedAlike(timeline: Timeline, { id, session }: SeenParticipation, reason: RoomLeftAt['reason']): boolean {
  const others = timeline.sessions.get(session)?.participations ?? [];
  return others.some(
    (other) =>
      other.id !== id &&
      other.left !== undefined &&
      !other.left.attempt &&
      other.left.reason.some((code) => reason.includes(code)) &&
      isUnfounded(other, other.left),
  );
}

/**
 * Somebody who was in the same session to its end, and was never told that this one departed before:
 * then both departed with it, and for one reason.
 */
function endedWith(timeline: Timeline, participation: SeenParticipation, reason: RoomLeftAt['reason']) {
  if (participation.tellings.length > 0) return undefined;
  const participations = timeline.sessions.get(participation.session)?.participations ?? [];
  const other = participations.find(
    ({ left, ...each }) =>
      each.id !== participation.id &&
      left !== undefined &&
      !left.attempt &&
      tellsEnd(left.reason) &&
      !left.reason.some((code) => reason.includes(code)) &&
      (each.roster.has(participation.id) || each.arrivals.has(participation.id)) &&
      !each.departures.has(participation.id),
  );
  return other?.left && { reason: other.left.reason, id: other.id, lied: isUnfounded(other, other.left) };
}

/** `resume.old-connection`: the one before is closed with 4200. */
export const oldConnections = invariant({
  clauses: ['resume.old-connection'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const roomObject of timeline.roomObjects) {
      if (roomObject.attempts.length < 2) continue;
      for (const { connection } of roomObject.attempts) {
        const since = carriedBy(roomObject, connection) ? connection.carries?.since : undefined;
        const by = roomObject.attempts.find(
          (other) => other.connection !== connection && taken(other) && other.index > (since ?? 0),
        );
        if (since === undefined || !by || connection.losses.length > 0) continue;
        sheet.held('resume.old-connection');
        const allowed = `${connection.name} closed with 4200: ${by.connection.name} has taken over`;
        const { closed, left } = connection;
        if (left) {
          if (left.index > by.index) sheet.against('resume.old-connection', left.index, allowed, 'RoomLeft');
          continue;
        }
        if (closed && !replaced(roomObject, connection) && closed.index > by.index)
          sheet.against('resume.old-connection', closed.index, allowed, messageWords(closed.seen));
        else if (!closed && timeline.fenced)
          sheet.missing('resume.old-connection', timeline.end, allowed, 'it is still open');
      }
    }
  },
});
