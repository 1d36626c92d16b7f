import type { Sheet } from '../sheet.js';
import { unknown } from '../timeline/causes.js';
import type { Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';
import { spares } from './end.js';

/** `participation.fresh`: no two Joined show the same participation. */
export function participationFresh(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    sheet.held('participation.fresh');
    const first = view.stay(stay.id);
    if (first === stay || !first?.joined || !stay.joined) continue;
    const allowed = `an id that is new: ${stay.id} was shown to ${first.join?.seat.name} before`;
    sheet.against('participation.fresh', stay.joined.at, allowed, messageWords(stay.joined.seen));
  }
}

/**
 * `session.fresh` and `end.new-session`: a session that was over is not opened again.
 * It was over when all who had been in it were seen to be gone before the Join was sent, and nobody else can have been in it.
 */
export function sessionFresh(view: View, sheet: Sheet): void {
  for (const session of view.sessions.values()) {
    const { id, room, stays, ended } = session;
    for (const stay of stays) {
      const { joined, causes } = stay;
      if (!joined) continue;
      sheet.held('session.fresh');
      const seen = messageWords(joined.seen);
      if (stay.room !== room) {
        sheet.against('session.fresh', joined.at, `a session of ${stay.room}: ${id} is one of ${room}`, seen);
        continue;
      }
      const endedBefore = (view.rooms.get(room)?.stays ?? []).some(
        (other) => other.session !== undefined && (view.sessions.get(other.session)?.ended ?? joined.at) < joined.at,
      );
      if (endedBefore) sheet.held('end.new-session');
      if (ended < causes.asked && !spares(view, session))
        sheet.against('end.new-session', joined.at, `a new session: ${id} has been ended`, seen);
      if (overBefore(view, stays, stay))
        sheet.against('session.fresh', joined.at, `a new session: everybody in ${id} was gone`, seen);
    }
  }
}

function overBefore(view: View, stays: readonly Stay[], newcomer: Stay): boolean {
  const { asked } = newcomer.causes;
  let before = false;
  for (const other of view.rooms.get(newcomer.room)?.stays ?? []) {
    if (other === newcomer || other.causes.asked > (newcomer.joined?.at ?? 0)) continue;
    if (other.session !== newcomer.session && other.joined) continue;
    if (!(other.causes.gone < asked)) return false;
    before ||= stays.includes(other);
  }
  return before && !mayHoldOpen(view, newcomer);
}

/** A join whose answer was never seen may have been in the room all the time. */
const mayHoldOpen = (view: View, newcomer: Stay): boolean =>
  (view.rooms.get(newcomer.room)?.entries ?? []).some(
    (entry) => unknown(entry) && entry.at < (newcomer.joined?.at ?? 0),
  );

/** `session.shared`: whoever is shown as present is in the same session; or is not present: `join.roster`. */
export function sessionShared(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const { joined, roster, session, room } = stay;
    if (!joined) continue;
    for (const id of roster.keys()) {
      const other = view.stay(id);
      // Whoever was gone before should not stand in the roster at all: `join.roster`.
      if (!other?.joined || other.room !== room || other.causes.gone < stay.causes.asked) continue;
      sheet.held('session.shared');
      if (other.session === session) continue;
      if (other.causes.untouched > joined.at) differ(sheet, stay, other);
      else {
        const allowed = `${id}, who was in ${other.session}, not in the roster`;
        sheet.against('join.roster', joined.at, allowed, `${messageWords(joined.seen)} with it`);
      }
    }
  }
}

/** The later of two who are together, with a session of its own. */
export function differ(sheet: Sheet, stay: Stay, other: Stay): void {
  const [first, second] = (stay.joined?.at ?? 0) < (other.joined?.at ?? 0) ? [stay, other] : [other, stay];
  if (!second.joined) return;
  const allowed = `the session of ${first.id}, who is present: ${first.session}`;
  sheet.against('session.shared', second.joined.at, allowed, messageWords(second.joined.seen));
}
