/**
 * What must have been, from what was seen: why a stay may have ended, since when it was surely present, and until when.
 *
 * A request takes effect after it was sent and before its answer arrived; nothing else is known of when.
 * So each stay gets bounds, and a check that needs "present" or "gone" uses the bound that is certain.
 */
import type { Candidates, Code } from '../exchange/index.js';
import type { Join, Loss, Request, Session, Stay, Telling, View } from './view.js';
import { breaks, dropped, provenAt } from './view.js';

export interface Cause {
  readonly kind: 'leave' | 'goodbye' | 'remove' | 'end' | 'lost' | 'replaced';
  /** When it was sent: it can have ended nothing before. */
  readonly at: number;
  readonly request?: Request;
  readonly how?: Loss['how'];
}

export interface Causes {
  /** All that may have ended this stay alone. */
  readonly own: readonly Cause[];
  /** Removes that name it and must not end it: refused, or of somebody who may not. */
  readonly pretexts: readonly Request[];
  /** It was not present before this. */
  readonly asked: number;
  /** It had joined by then. */
  readonly present: number;
  /** Nothing that could end it had been sent before this. */
  readonly untouched: number;
  /** The same, Ends not counted. */
  readonly firstCause: number;
  /** It had departed by then. */
  readonly gone: number;
  /** Where the request that ended it was answered, so that the fence holds for its effects; losses are outside of the fence. */
  readonly settled: number;
  /** Tellings of its departure that no cause bears out. Its leaver's own has no observer. */
  readonly unfounded: readonly Told[];
}

/** What somebody was told about a departure; RoomLeft has no observer. */
export type Told = Omit<Telling, 'observer'> & { readonly observer?: Stay };

const never = Number.POSITIVE_INFINITY;

export const noCauses: Causes = {
  own: [],
  pretexts: [],
  asked: never,
  present: never,
  untouched: -1,
  firstCause: -1,
  gone: never,
  settled: never,
  unfounded: [],
};

/** Everything that was told of a departure in its own room, the leaver's RoomLeft first. */
export const tellingsOf = ({ left, tellings }: Stay): Told[] => (left ? [left, ...tellings] : [...tellings]);

/** Joins of a participant whose answer was never seen: each may have made a participation that only others know. */
export const openJoins = (view: View, participant: string, room: string): Join[] =>
  (view.rooms.get(room)?.joins ?? []).filter(
    (join) => !join.stay && !join.refused && join.connection.seat.participant === participant,
  );

/** The Ends that may have ended a stay: those of its session, and those of joins whose session was never shown. */
export function endsOf(view: View, { session, room }: Stay): readonly Request[] {
  const known = session === undefined ? undefined : view.sessions.get(session);
  return known?.ends ?? looseRequests(view, room).filter(({ kind }) => kind === 'end');
}

/** Where the session of a stay had surely been ended by an End; Infinity where nothing says so. */
export const endedBy = (view: View, { session }: Stay): number =>
  (session === undefined ? undefined : view.sessions.get(session)?.ended) ?? never;

export const refused = (request: Request): boolean => request.answer?.kind === 'rejected';

/** Requests behind joins whose answer was never seen: they may have taken effect in the room, in whichever session. */
const looseRequests = (view: View, room: string): Request[] =>
  (view.rooms.get(room)?.joins ?? []).filter((join) => !join.stay && !join.refused).flatMap(({ requests }) => requests);

/** The codes that tell a cause truly. `reason.true`, `reason.fallback`. */
export function codeOf(view: View, kind: Cause['kind']): Code {
  if (kind === 'remove') return 1002;
  if (kind === 'end') return 1008;
  if (kind === 'lost') return 1001;
  if (!view.has('extended_codes')) return 'absent';
  return kind === 'replaced' ? 1011 : 1101;
}

/** The causes of a stay's departure that were there before an index and that a reason tells truly. */
export function bearing(view: View, stay: Stay, reason: Candidates, before: number): Cause[] {
  const fitting = stay.causes.own.filter(({ kind, at }) => at < before && reason.includes(codeOf(view, kind)));
  if (!reason.includes(1008)) return fitting;
  const ends = endsOf(view, stay).filter((end) => end.at < before && !refused(end));
  return [...fitting, ...ends.map((request): Cause => ({ kind: 'end', at: request.at, request }))];
}

/** Reckons the bounds of every stay, once the view is indexed. */
export function reckon(view: View): void {
  const removes = new Map<string, Request[]>();
  for (const request of view.requests) {
    if (request.kind !== 'remove' || request.target === undefined) continue;
    const known = removes.get(request.target);
    if (known) known.push(request);
    else removes.set(request.target, [request]);
  }
  for (const session of view.sessions.values()) Object.assign(session, ending(view, session));
  for (const stay of view.stays) stay.causes = causesOf(view, stay, removes.get(stay.id) ?? []);
  for (const stay of view.ghosts) stay.causes = causesOf(view, stay, removes.get(stay.id) ?? []);
}

/** A system that merges 1008 with the other codes of a whole room says all the same that the session is over. */
export const tellsEnd = (reason: Candidates): boolean =>
  reason.includes(1008) && reason.every((code) => code === 1006 || code === 1008 || code === 1009);

/** Only an End of the session itself proves that it ended: what hit it from another room does not. */
function ending(view: View, session: Session): Pick<Session, 'ends' | 'ended'> {
  const own = session.stays.flatMap(({ join }) => join?.requests ?? []);
  const ends = [...own, ...looseRequests(view, session.room)].filter((request) => request.kind === 'end');
  const first = ends.reduce((least, end) => (refused(end) ? least : Math.min(least, end.at)), never);
  let ended = never;
  for (const { left } of session.stays)
    if (left && left.at > first && tellsEnd(left.reason)) ended = Math.min(ended, left.at);
  return { ends, ended };
}

function causesOf(view: View, stay: Stay, removes: readonly Request[]): Causes {
  const joins = stay.join ? [stay.join] : openJoins(view, stay.participant, stay.room);
  const lawful = removes.filter((request) => mayRemove(view, request, stay));
  const own: Cause[] = [
    ...joins.flatMap((join) => ownCauses(stay, join)),
    ...lawful.map((request): Cause => ({ kind: 'remove', at: request.at, request })),
    ...replacements(view, stay),
  ];
  const pretexts = removes.filter((request) => !lawful.includes(request));
  const firstCause = own.reduce((least, { at }) => Math.min(least, at), never);
  const told = tellingsOf(stay);
  const firstTold = told.reduce((least, { at }) => Math.min(least, at), never);
  const firstEnd = endsOf(view, stay).reduce((least, end) => (refused(end) ? least : Math.min(least, end.at)), never);
  const others = Math.min(
    firstEnd,
    own.reduce((least, { at, kind }) => (kind === 'remove' ? least : Math.min(least, at)), never),
  );
  const removed = told.some(({ reason }) => reason.includes(1002));
  const borneOut = lawful.filter(({ answer }) => answer && (removed || others < answer.at));
  const reckoned: Causes = {
    own,
    pretexts,
    asked: joins.reduce((least, { at }) => Math.min(least, at), never),
    present: Math.min(stay.joined?.at ?? never, stay.mentioned),
    untouched: Math.min(firstCause, firstEnd, firstTold),
    firstCause,
    gone: Math.min(firstTold, removedBy(borneOut), closedAsDeparted(stay), endedWith(view, stay, firstCause)),
    settled: settledBy(stay, borneOut),
    unfounded: [],
  };
  stay.causes = reckoned;
  const unfounded = told.filter(({ reason, at }) => bearing(view, stay, reason, at).length === 0);
  // Who departed for no cause that was seen may have been gone at any time: nothing is certain of it then.
  if (unfounded.length === 0 && dropped(stay) === undefined) return reckoned;
  return { ...reckoned, unfounded, untouched: -1, firstCause: -1 };
}

function ownCauses(stay: Stay, join: Join): Cause[] {
  const causes: Cause[] = join.requests
    .filter((request) => request.kind === 'leave' && !refused(request))
    .map((request): Cause => ({ kind: 'leave', at: request.at, request }));
  for (const { at, how } of join.connection.losses)
    causes.push({ kind: how === 'goodbye' ? 'goodbye' : 'lost', at, how });
  // A connection that the server drops is a lost one; when it dropped it nobody was shown.
  const lost = stay.joined
    ? dropped(stay) !== undefined
    : join.connection.closed && join.connection.losses.length === 0;
  if (lost) causes.push({ kind: 'lost', at: join.at });
  return causes;
}

/** `remove.authority`, `remove.self`, `remove.unknown`: a host of the same session, and not oneself. */
function mayRemove(view: View, request: Request, stay: Stay): boolean {
  const { join } = request;
  if (refused(request) || !view.has('remove') || join.connection.seat.role !== 'host') return false;
  if (join.stay === stay) return breaks(view, 'remove.self');
  if (join.stay) return join.stay.session === stay.session && join.stay.room === stay.room;
  return join.refused === undefined && join.room === stay.room;
}

/** With `replace` a newer join of the same participant ends the stay; whether this one is the newer is not known of all. */
function replacements(view: View, stay: Stay): Cause[] {
  if (!view.has('replace')) return [];
  const joins = view.rooms.get(stay.room)?.joins ?? [];
  return joins
    .filter((join) => join !== stay.join && !join.refused && join.connection.seat.participant === stay.participant)
    .map(({ at }): Cause => ({ kind: 'replaced', at }));
}

/**
 * An accepted Remove: whom it names has departed, by this Remove or before.
 * Only those count that are borne out: where nobody was told of it, and nothing else came before,
 * the answer alone proves nothing, and `remove.takes-effect` says so.
 */
const removedBy = (removes: readonly Request[]): number =>
  removes.reduce((least, { answer }) => (answer?.kind === 'accepted' ? Math.min(least, answer.at) : least), never);

/** By its own Leave, which RoomLeft answered, or by a Remove, if no loss can have come before it. */
function settledBy({ left, connection }: Stay, lawful: readonly Request[]): number {
  const own = left?.request?.kind === 'leave' ? left.at : never;
  const removed = removedBy(lawful);
  const lost = !connection || connection.losses.some(({ at }) => at < removed);
  return lost ? own : Math.min(own, removed);
}

/** The end of its session, unless it seems to have been left behind in it: then `end.everyone` says so. */
function endedWith(view: View, stay: Stay, firstCause: number): number {
  const ended = endedBy(view, stay);
  const { left, connection } = stay;
  const gone = !connection || connection.closed !== undefined || connection.losses.length > 0;
  const untellable = gone && provenAt(stay, ended) === undefined;
  return untellable || left?.reason.includes(1008) || firstCause < ended ? ended : never;
}

/** A close code that only a departed participation gets. `close.code`. */
function closedAsDeparted(stay: Stay): number {
  const closed = dropped(stay);
  const code = stay.connection?.closed?.seen.code ?? 0;
  return closed !== undefined && code > 4000 && code < 4200 ? closed : never;
}

/** Whether anything but a loss can have ended a stay that was not shown RoomLeft. */
export const mayHaveDeparted = (view: View, stay: Stay): boolean =>
  stay.tellings.some(({ reason }) => !reason.includes(codeOf(view, 'lost'))) ||
  stay.causes.own.some(({ kind }) => kind !== 'lost') ||
  endsOf(view, stay).some((end) => !refused(end));
