import type { ClauseId } from '../../../gen/clauses.js';
import type { Candidates } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { codeOf, endedBy, openEntries } from '../timeline/causes.js';
import {
  bound,
  departs,
  dropped,
  lineOfStay,
  lossesOf,
  lossesOfStay,
  missedBy,
  type PlacedLoss,
} from '../timeline/connections.js';
import { dueAt } from '../timeline/loss-times.js';
import { windowOf } from '../timeline/own-causes.js';
import { provenAt, waits } from '../timeline/proofs.js';
import type { Join, Loss, Stay, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

const never = Number.POSITIVE_INFINITY;

/**
 * `departure.tells-others`: whoever was shown somebody as present is told when that one is gone.
 * Where a loss is all there is to say that somebody is gone, the clause of that loss speaks:
 * `connection.lost`, `connection.goodbye`, `connection.other-close`, `frame.contained`.
 */
export function tellsOthers(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) {
    sheet.held('departure.tells-others', stay.tellings.length);
    // Whoever was told need not wait for the window's end to be told in time.
    const loss = lossOf(view, stay, stay.tellings.length > 0);
    if (loss) sheet.held(loss, stay.tellings.length);
  }
  if (!view.fenced) return;
  for (const observer of view.stays) {
    const stays = bound(observer) && served(observer) && observer.causes.gone === never;
    for (const id of observer.roster.keys()) untold(view, sheet, observer, id, stays);
    for (const id of observer.arrivals.keys()) if (!observer.roster.has(id)) untold(view, sheet, observer, id, stays);
  }
}

function untold(view: View, sheet: Sheet, observer: Stay, id: string, present: boolean): void {
  const leaver = view.stay(id);
  if (!leaver || leaver === observer || leaver.room !== observer.room || observer.departures.has(id)) return;
  if (!present) {
    const proof = (leaver.joined && provenAt(observer, leaver.causes.settled)) ?? outlivedBy(view, leaver, observer);
    if (proof === undefined) return;
    sheet.held('departure.tells-others');
    for (const clause of clausesOf(leaver, observer))
      sheet.against(clause, proof, one(id, observer), 'none, and nothing earlier is still to come');
    return;
  }
  const gone = leaver.causes.gone < never && endedBy(view, leaver) === never;
  const loss = gone ? undefined : lossOf(view, leaver);
  const seen = gone ? 'none' : 'none, though its connection is gone';
  for (const clause of gone ? clausesOf(leaver, observer) : loss ? [loss] : []) {
    sheet.held(clause);
    sheet.missing(clause, view.end, one(id, observer), seen);
  }
}

/** What ends a session takes everybody who is present: whoever has left it for another reason was gone before. */
const ENDED: Candidates = [1006, 1008, 1009];

/** Where the observer was shown out by the end of a session that the leaver had left before, on a connection that the suite has done nothing to. */
function outlivedBy(view: View, leaver: Stay, observer: Stay): number | undefined {
  const { session, left, join } = observer;
  if (session === undefined || leaver.session !== session || view.restarts.length > 0) return undefined;
  const [attempt, ...more] = join?.attempts ?? [];
  if (!left || left.attempt || !attempt || more.length > 0 || attempt.connection.losses.length > 0) return undefined;
  const own = leaver.left?.reason ?? [];
  const outlived = own.length === 1 && own.every((code) => !ENDED.includes(code)) && isEnd(left.reason);
  return outlived ? left.at : undefined;
}

const isEnd = (reason: Candidates): boolean => reason.length === 1 && reason.every((code) => ENDED.includes(code));

/** What else is broken by it: a switch is not announced, or whoever has come back was not told what it missed. */
function clausesOf(leaver: Stay, observer: Stay): ClauseId[] {
  const clauses: ClauseId[] = ['departure.tells-others'];
  if (leaver.next) clauses.push('switch.announced');
  const missed = missedBy(observer, leaver.causes.gone);
  if (missed) clauses.push(missed);
  return clauses;
}

/** Whoever waits for an answer at the end may have departed untold: `departure.tells-leaver`, `request.answered`. */
const served = ({ join }: Stay): boolean => join?.requests.every((request) => !waits(request)) ?? false;

const one = (id: string, observer: Stay): string => `one ParticipantLeft for ${id} to ${observer.id}`;

const clauseOf: Readonly<Record<Loss['how'], ClauseId>> = {
  cut: 'connection.lost',
  silence: 'connection.lost',
  restart: 'connection.lost',
  goodbye: 'connection.goodbye',
  close: 'connection.other-close',
  malformed: 'frame.contained',
};

/** The clause by which a stay without RoomLeft has to end, if its connection is gone and its window is over. */
function lossOf(view: View, stay: Stay, announced = false): ClauseId | undefined {
  if (stay.left || stay.next) return undefined;
  if (!stay.entry) {
    const entries = openEntries(view, stay.participant, stay.room);
    const lost = entries.length > 0 && entries.every(({ join }) => lostForGood(view, join));
    if (!lost) return undefined;
    const said = entries.every(({ join }) => lossesOf(join).every(({ how }) => how === 'goodbye'));
    return said ? 'connection.goodbye' : 'connection.lost';
  }
  const first = lossesOfStay(stay).find(
    (loss) => (announced || !lingers(view, stay.join, loss)) && isRead(stay.join, loss),
  );
  if (first) return clauseOf[first.how];
  return stay.joined && dropped(stay) !== undefined && windowed(view, stay.join) === 0 ? 'connection.lost' : undefined;
}

const windowed = (view: View, join: Join | undefined): number => (join ? windowOf(view, join) : 0);

const lostForGood = (view: View, join: Join): boolean => {
  const losses = lossesOf(join);
  return join.attempts.every(({ connection }) =>
    losses.some((loss) => loss.connection === connection && !lingers(view, join, loss)),
  );
};

/** A goodbye behind another loss of the same connection is not read any more, nor one where another connection may have taken over. */
const isRead = (join: Join | undefined, { how, at, connection }: PlacedLoss): boolean =>
  how !== 'goodbye' ||
  (join?.attempts.every((other) => other.connection === connection || (connection.carries && other.answer)) === true &&
    connection.losses.every((other) => other.at >= at));

/** Whether the server need not have announced it yet. */
function lingers(view: View, join: Join | undefined, loss: PlacedLoss): boolean {
  if (loss.how === 'goodbye') return false;
  // Whoever was lost without a window is waited for before the closing fence.
  if (!join || (windowed(view, join) === 0 && loss.how !== 'silence')) return false;
  const due = dueAt(view, join, loss);
  return due === undefined || (view.history.records.at(-1)?.at ?? 0) <= due;
}

/**
 * `departure.tells-leaver`: whoever departs gets RoomLeft, unless its connection is lost.
 * The suite records every loss that it makes: a close that it did not begin is the server's doing.
 */
export function tellsLeaver(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    if (stay.left) sheet.held('departure.tells-leaver');
    if (stay.left || stay.next) continue;
    const carriedOn = carriedOnAt(stay);
    const closed = dropped(stay);
    if (carriedOn !== undefined) {
      sheet.held('departure.tells-leaver');
      const seen = 'its request carried out, after others were told that it is gone';
      sheet.against('departure.tells-leaver', carriedOn, `RoomLeft to ${stay.id} before it`, seen);
    } else if (closed !== undefined) closedUntold(view, sheet, stay, closed);
    else if (bound(stay)) openUntold(view, sheet, stay);
  }
}

/** Where a request was carried out that it sent after others had been told of its departure; a loss it need not have been told of. */
function carriedOnAt(stay: Stay): number | undefined {
  const told = stay.tellings.filter(({ reason }) => !reason.includes(1001) && !reason.includes(1005));
  const [first] = told.map(({ at }) => at).sort((a, b) => a - b);
  return first === undefined ? undefined : provenAt(stay, first);
}

function closedUntold(view: View, sheet: Sheet, stay: Stay, closed: number): void {
  const code = lineOfStay(stay)?.closed?.seen.code ?? 0;
  const leaving = stay.join?.requests.some((request) => isGoing(request.kind) && waits(request)) ?? false;
  const told = stay.tellings.some(({ reason }) => !reason.includes(codeOf(view, 'lost')));
  const removed = stay.causes.own.some(({ request, call }) => (request ?? call)?.answer?.kind === 'accepted');
  if (!leaving && !told && !removed && !departs(code)) return;
  sheet.held('departure.tells-leaver');
  sheet.against(
    'departure.tells-leaver',
    closed,
    `RoomLeft to ${stay.id}, then the close`,
    messageWords({ kind: 'closed', code }),
  );
}

const isGoing = (kind: string): boolean => kind === 'leave' || kind === 'end' || kind === 'mode';

function openUntold(view: View, sheet: Sheet, stay: Stay): void {
  const leave = stay.join?.requests.find(
    (request) => request.kind === 'leave' && request.stay === stay && waits(request) && onLine(stay, request.sendings),
  );
  const told = stay.tellings.some(({ reason }) => !reason.includes(1005));
  if (!(leave || told) || (leave?.overdue === undefined && !view.fenced)) return;
  sheet.held('departure.tells-leaver');
  const seen = told ? 'none, though others were told that it is gone' : 'no answer to its Leave';
  sheet.missing('departure.tells-leaver', leave?.overdue ?? view.end, `RoomLeft to ${stay.id}`, seen);
}

const onLine = (stay: Stay, sendings: readonly { readonly connection: unknown }[]): boolean =>
  sendings.some(({ connection }) => connection === lineOfStay(stay));
