import type { ClauseId } from '../../gen/clauses.js';
import { codeOf, endedBy, openJoins } from './causes.js';
import type { Sheet } from './sheet.js';
import { bound, dropped, type Loss, provenAt, type Stay, type View, waits } from './view.js';
import { messageWords } from './words.js';

/**
 * `departure.tells-others`: whoever was shown somebody as present is told when that one is gone.
 * Where a loss is all there is to say that somebody is gone, the clause of that loss speaks:
 * `connection.lost`, `connection.goodbye`, `connection.other-close`, `frame.contained`.
 */
export function tellsOthers(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) {
    sheet.held('departure.tells-others', stay.tellings.length);
    const loss = lossOf(view, stay);
    if (loss) sheet.held(loss, stay.tellings.length);
  }
  if (!view.fenced) return;
  for (const observer of view.stays) {
    const stays = bound(observer) && served(observer) && observer.causes.gone === Number.POSITIVE_INFINITY;
    for (const id of observer.roster.keys()) untold(view, sheet, observer, id, stays);
    for (const id of observer.arrivals.keys()) if (!observer.roster.has(id)) untold(view, sheet, observer, id, stays);
  }
}

function untold(view: View, sheet: Sheet, observer: Stay, id: string, present: boolean): void {
  const leaver = view.stay(id);
  if (!leaver || leaver === observer || leaver.room !== observer.room || observer.departures.has(id)) return;
  if (!present) {
    const proof = leaver.joined && provenAt(observer, leaver.causes.settled);
    if (proof === undefined) return;
    sheet.held('departure.tells-others');
    sheet.against('departure.tells-others', proof, one(id, observer), 'none, and nothing earlier is still to come');
    return;
  }
  const gone = leaver.causes.gone < Number.POSITIVE_INFINITY && endedBy(view, leaver) === Number.POSITIVE_INFINITY;
  const clause = gone ? 'departure.tells-others' : lossOf(view, leaver);
  if (!clause) return;
  sheet.held(clause);
  sheet.missing(clause, view.end, one(id, observer), gone ? 'none' : 'none, though its connection is gone');
}

/** Whoever waits for an answer at the end may have departed untold: `departure.tells-leaver`, `request.answered`. */
const served = ({ join }: Stay): boolean => join?.requests.every((request) => !waits(request)) ?? false;

const one = (id: string, observer: Stay): string => `one ParticipantLeft for ${id} to ${observer.id}`;

const clauseOf: Readonly<Record<Loss['how'], ClauseId>> = {
  cut: 'connection.lost',
  goodbye: 'connection.goodbye',
  close: 'connection.other-close',
  malformed: 'frame.contained',
};

/** The clause by which a stay without RoomLeft has to end, if its connection is gone. */
function lossOf(view: View, stay: Stay): ClauseId | undefined {
  if (stay.left) return undefined;
  if (!stay.joined) {
    const joins = openJoins(view, stay.participant, stay.room);
    const lost = joins.length > 0 && joins.every(({ connection }) => connection.losses.length > 0);
    return lost ? 'connection.lost' : undefined;
  }
  const first = stay.connection?.losses[0];
  if (first) return clauseOf[first.how];
  return stay.connection?.closed ? 'connection.lost' : undefined;
}

/**
 * `departure.tells-leaver`: whoever departs gets RoomLeft, unless its connection is lost.
 * The suite records every loss that it makes: a close that it did not begin is the server's doing.
 */
export function tellsLeaver(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const { connection, left } = stay;
    if (left) sheet.held('departure.tells-leaver');
    const closed = dropped(stay);
    if (left || !connection || (connection.losses.length > 0 && closed === undefined)) continue;
    if (closed !== undefined) closedUntold(view, sheet, stay, closed);
    else openUntold(view, sheet, stay);
  }
}

function closedUntold(view: View, sheet: Sheet, stay: Stay, closed: number): void {
  const code = stay.connection?.closed?.seen.code ?? 0;
  const leaving = stay.join?.requests.some((request) => isGoing(request.kind) && waits(request)) ?? false;
  const told = stay.tellings.some(({ reason }) => !reason.includes(codeOf(view, 'lost')));
  const removed = stay.causes.own.some(({ kind, request }) => kind === 'remove' && request?.answer);
  if (!leaving && !told && !removed && !(code > 4000 && code < 4200)) return;
  sheet.held('departure.tells-leaver');
  sheet.against(
    'departure.tells-leaver',
    closed,
    `RoomLeft to ${stay.id}, then the close`,
    messageWords({ kind: 'closed', code }),
  );
}

const isGoing = (kind: string): boolean => kind === 'leave' || kind === 'end';

function openUntold(view: View, sheet: Sheet, stay: Stay): void {
  const leave = stay.join?.requests.find((request) => request.kind === 'leave' && waits(request));
  const due = leave !== undefined || stay.tellings.length > 0;
  if (!due || (leave?.overdue === undefined && !view.fenced)) return;
  sheet.held('departure.tells-leaver');
  const seen = stay.tellings.length > 0 ? 'none, though others were told that it is gone' : 'no answer to its Leave';
  sheet.missing('departure.tells-leaver', leave?.overdue ?? view.end, `RoomLeft to ${stay.id}`, seen);
}
