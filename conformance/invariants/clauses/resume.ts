import type { ClauseId } from '../../../gen/clauses.js';
import { rememberedMs } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { bearing, tellsEnd } from '../timeline/causes.js';
import { carriedBy, latestStay, replaced, taken } from '../timeline/connections.js';
import { windowOf } from '../timeline/own-causes.js';
import type { Attempt, Left, Stay, View } from '../timeline/timeline.js';
import { inPlace, received, serves, shadowed, stale } from '../timeline/tokens.js';
import { messageWords, reasonWords } from '../timeline/words.js';

/** What a Resume may be answered: `resume.not-found`, `resume.token-dies`, `resume.tokens-serve`, `resume.resumed`, `resume.remembers`. */
export function resumes(view: View, sheet: Sheet): void {
  for (const join of view.joins)
    for (const attempt of join.attempts) {
      if (attempt.kind === 'resume' && attempt.answer) resume(view, sheet, attempt);
      if (attempt.kind === 'join') continue;
      outOfPlace(sheet, attempt);
      if (join.requests.some(({ kind, at }) => kind === 'switch' && at < attempt.at)) sheet.held('switch.resume-waits');
    }
}

/** What comes before the answer, or is no answer to it. */
function outOfPlace(sheet: Sheet, { connection, answer, kind, at, join }: Attempt): void {
  // A sign of life may come at any time, while somebody waits for the end of a switch too. Clause `client.waits-for-answer`.
  const first = connection.stray.find(({ seen }) => seen.kind !== 'heartbeat');
  if (!first || first.at < at || (answer && answer.at < first.at)) return;
  const gone = (latestStay(join)?.causes.gone ?? at) < at;
  const resumed: ClauseId = answer ? 'resume.missed' : gone ? 'resume.true-reason' : 'resume.resumed';
  const clause = kind === 'resume' ? resumed : gone ? 'repeat.departed' : 'repeat.answered';
  sheet.against(clause, first.at, 'the answer first', messageWords(first.seen));
}

function resume(view: View, sheet: Sheet, attempt: Attempt): void {
  const { answer, ticket, join } = attempt;
  if (!answer || !ticket) return;
  const wrong = (clause: ClauseId, allowed: string) => sheet.against(clause, answer.at, allowed, answerSeen(attempt));
  if (ticket.token === 'made-up') {
    sheet.held('resume.not-found');
    if (answer.kind !== 'rejected') wrong('resume.not-found', 'Rejected{not_found}: the token is made up');
  } else if (stale(attempt)) {
    sheet.held('resume.token-dies');
    if (answer.kind === 'resumed') wrong('resume.token-dies', 'Rejected{not_found}: a newer token has been used');
  } else if (ticket.beyond && received(view, attempt)) {
    sheet.held('resume.not-found');
    if (answer.kind === 'resumed') wrong('resume.not-found', 'Rejected{not_found}: the sequence is not reached');
  } else good(view, sheet, attempt);
  if (answer.kind === 'rejected' && answer.code !== 'not_found')
    wrong('resume.not-found', 'Rejected{not_found}, whatever is wrong');
  const stay = latestStay(join);
  if (answer.kind === 'resumed' && stay) departedBefore(view, sheet, attempt, stay);
}

/** A Resume with a token that serves. */
function good(view: View, sheet: Sheet, attempt: Attempt): void {
  const { answer, join } = attempt;
  const stay = latestStay(join);
  if (!answer || !stay) return;
  const present = inPlace(view, stay, attempt.at, answer.at);
  if (taken(attempt)) {
    sheet.held('resume.resumed');
    sheet.held('resume.tokens-serve');
  }
  if (answer.kind !== 'rejected' || !serves(attempt)) return;
  if (present) sheet.held('resume.resumed');
  const allowed = present ? 'Resumed: the participation is present' : 'Resumed, or RoomLeft for the true reason';
  const seen = answerSeen(attempt);
  if (remembered(view, stay, answer.at)) {
    sheet.against('resume.tokens-serve', answer.at, allowed, seen);
    // That an older token serves as well is the matter of the clause above alone.
    const newest = join.tokens.findLast(({ at }) => at < attempt.at)?.token;
    if (present && attempt.ticket?.token === newest && !shadowed(attempt))
      sheet.against('resume.resumed', answer.at, allowed, seen);
    else if (stay.causes.gone < attempt.at) sheet.against('resume.remembers', answer.at, allowed, seen);
    const moving = join.requests.some(({ kind, at }) => kind === 'switch' && at < answer.at);
    if (moving) sheet.against('switch.resume-waits', answer.at, allowed, seen);
  }
}

/** Whatever can have ended it is not so long ago that the server may have forgotten. */
export function remembered(view: View, stay: Stay, at: number, leastMs = 0): boolean {
  const { records } = view.history;
  const { own, enders, unfounded } = stay.causes;
  if (!stay.join || unfounded.length > 0) return false;
  const begun = stay.join.at;
  // A server that was started again may have forgotten everything.
  if (view.restarts.some((restart) => restart > begun && restart < at)) return false;
  const first = [...own, ...enders].reduce((least, cause) => Math.min(least, cause.at), records.length);
  const since = Math.max(first, stay.joined?.at ?? 0);
  const timeoutMs = stay.joined?.seen.heartbeatTimeoutMs ?? 0;
  const due = Math.max(leastMs, rememberedMs(windowOf(view, stay.join), timeoutMs));
  const elapsed = (records[at]?.at ?? 0) - (records[Math.min(since, at)]?.at ?? 0);
  return !view.timed || elapsed < due;
}

/** `resume.or-departure`: nobody comes back who has departed. */
export function departedBefore(view: View, sheet: Sheet, attempt: Attempt, stay: Stay): void {
  const { answer, at } = attempt;
  if (!answer) return;
  sheet.held('resume.or-departure');
  const { next, left } = stay;
  const later =
    left &&
    left.at > answer.at &&
    !left.attempt &&
    bearing(view, stay, left.reason, left.at).some((cause) => cause.at > at);
  if (next || later || stay.causes.gone > at) return;
  sheet.against('resume.or-departure', answer.at, `RoomLeft: ${stay.id} has departed`, answerSeen(attempt));
}

/** `resume.true-reason`, `repeat.departed`: RoomLeft to whoever comes back says why it departed. */
export function lateReasons(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts])
    for (const left of stay.left ? [stay.left, ...stay.leftAgain] : [])
      if (left.attempt) late(view, sheet, stay, left, left.attempt);
}

function late(view: View, sheet: Sheet, stay: Stay, left: Left, { kind }: Attempt): void {
  const clause: ClauseId = kind === 'resume' ? 'resume.true-reason' : 'repeat.departed';
  sheet.held(clause);
  sheet.held('resume.or-departure');
  if (kind === 'resume') sheet.held('resume.remembers');
  const { at, reason } = left;
  const told = stay.tellings.find((each) => !each.reason.some((code) => reason.includes(code)));
  const other = told ? { reason: told.reason, id: told.observer.id } : endedWith(view, stay, reason);
  const founded = bearing(view, stay, reason, at).length > 0;
  if (founded && !other) return;
  const allowed = other
    ? `RoomLeft{${reasonWords(other.reason)}}, as ${other.id} was told`
    : `RoomLeft for what ended ${stay.id}`;
  sheet.against(clause, at, allowed, `RoomLeft{${reasonWords(reason)}}`);
}

/**
 * Somebody who was in the same session to its end, and was never told that this one departed before:
 * then both departed with it, and for one reason.
 */
function endedWith(view: View, stay: Stay, reason: Left['reason']) {
  if (stay.tellings.length > 0 || stay.session === undefined) return undefined;
  const stays = view.sessions.get(stay.session)?.stays ?? [];
  const other = stays.find(
    ({ left, ...each }) =>
      each.id !== stay.id &&
      left !== undefined &&
      !left.attempt &&
      tellsEnd(left.reason) &&
      !left.reason.some((code) => reason.includes(code)) &&
      (each.roster.has(stay.id) || each.arrivals.has(stay.id)) &&
      !each.departures.has(stay.id),
  );
  return other?.left && { reason: other.left.reason, id: other.id };
}

/** `resume.old-connection`: the one before is closed with 4200. */
export function oldConnections(view: View, sheet: Sheet): void {
  for (const join of view.joins) {
    if (join.attempts.length < 2) continue;
    for (const { connection } of join.attempts) {
      const since = carriedBy(join, connection) ? connection.carries?.since : undefined;
      const by = join.attempts.find(
        (other) => other.connection !== connection && taken(other) && other.at > (since ?? 0),
      );
      if (since === undefined || !by || connection.losses.length > 0) continue;
      sheet.held('resume.old-connection');
      const allowed = `${connection.name} closed with 4200: ${by.connection.name} has taken over`;
      const { closed, left } = connection;
      if (left) {
        if (left.at > by.at) sheet.against('resume.old-connection', left.at, allowed, 'RoomLeft');
        continue;
      }
      if (closed && !replaced(join, connection) && closed.at > by.at)
        sheet.against('resume.old-connection', closed.at, allowed, messageWords(closed.seen));
      else if (!closed && view.fenced) sheet.missing('resume.old-connection', view.end, allowed, 'it is still open');
    }
  }
}

export function answerSeen({ answer, connection }: Attempt): string {
  const shown = connection.log.find(({ at }) => at === answer?.at);
  return shown ? messageWords(shown.seen) : 'no answer';
}
