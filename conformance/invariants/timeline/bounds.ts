/** Reckons the causes and the bounds of every stay. */

import {
  bearing,
  type Cause,
  type Causes,
  doneAt,
  endedBy,
  openEntries,
  refused,
  tellingsOf,
  tellsEnd,
} from './causes.js';
import { departs, dropped, lineOfStay, readFrom } from './connections.js';
import { callCauses, closings, mistakenCalls, removedByCalls } from './operator-calls.js';
import { mayRemove, ownCauses, replacements } from './own-causes.js';
import { provenAt } from './proofs.js';
import type { Ender, Request, Session, Stay, View } from './timeline.js';

const never = Number.POSITIVE_INFINITY;

/** Once the view is indexed. */
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

/** Only an end of the session itself proves that it ended: what hit it from another room does not. */
function ending(view: View, session: Session): Pick<Session, 'enders' | 'ended'> {
  const ends: Ender[] = [];
  const add = (request: Request) => {
    if (request.kind === 'end') ends.push({ at: request.at, code: 1008, request });
  };
  const room = view.rooms.get(session.room);
  const joins = new Set(room?.stays.filter((stay) => stay.session === session.id).map(({ join }) => join));
  for (const join of joins) for (const request of join?.requests ?? []) if (concerns(request, session)) add(request);
  for (const request of room?.loose ?? []) if (!joins.has(request.join)) add(request);
  const enders = [...ends, ...closings(view, session.room, session.id)];
  const lawful = enders.filter((ender) => !gaveNothing(ender));
  let ended = never;
  for (const { left } of session.stays)
    if (left && tellsEnd(left.reason) && lawful.some(({ at, code }) => at < left.at && left.reason.includes(code)))
      ended = Math.min(ended, left.at);
  return { enders, ended };
}

/** A request of a room object that has been in several rooms is for one of them. */
const concerns = ({ stay }: Request, { id }: Session): boolean => stay === undefined || stay.session === id;

export const gaveNothing = ({ request, call }: Ender): boolean =>
  (request !== undefined && refused(request)) || (call !== undefined && refused(call));

/** What may have ended a stay together with its session: of one that nobody knows, whatever may have ended the room. */
export function endersOf(view: View, { session, room }: Stay): readonly Ender[] {
  const known = session === undefined ? undefined : view.sessions.get(session);
  const enders = known
    ? known.enders
    : [
        ...(view.rooms.get(room)?.loose ?? [])
          .filter(({ kind }) => kind === 'end')
          .map((request): Ender => ({ at: request.at, code: 1008, request })),
        ...closings(view, room, undefined),
      ];
  return enders.filter((ender) => !gaveNothing(ender));
}

const earliest = (list: readonly { readonly at: number }[]): number =>
  list.reduce((least, { at }) => Math.min(least, at), never);

function causesOf(view: View, stay: Stay, removes: readonly Request[]): Causes {
  const entries = stay.entry ? [stay.entry] : openEntries(view, stay.participant, stay.room);
  const lawful = removes.filter((request) => mayRemove(view, request, stay));
  // Whoever has moved on has left by its switch, and by nothing else.
  const enders = stay.next ? [] : endersOf(view, stay);
  const own = ownCauses(view, stay, entries);
  if (!stay.next) {
    for (const request of lawful) own.push({ kind: 'remove', at: readFrom(request), request });
    own.push(...callCauses(view, stay), ...replacements(view, stay));
  }
  const firstCause = earliest(own);
  const told = tellingsOf(stay);
  const firstTold = earliest(told);
  const firstEnd = earliest(enders);
  const removed = removedAt(view, stay, own, Math.min(firstEnd, earliest(own.filter(({ kind }) => !removing(kind)))));
  const reckoned: Causes = {
    own,
    enders,
    pretexts: removes.filter((request) => !lawful.includes(request)),
    mistaken: mistakenCalls(view, stay),
    asked: earliest(entries),
    present: Math.min(stay.joined?.at ?? never, stay.mentioned),
    untouched: Math.min(firstCause, firstEnd, firstTold),
    firstCause,
    gone: Math.min(firstTold, removed, closedAsDeparted(stay), endedWith(view, stay, firstCause), movedOn(stay)),
    settled: settledBy(stay, removed),
    unfounded: [],
  };
  stay.causes = reckoned;
  const unfounded = told.filter(({ reason, at }) => bearing(view, stay, reason, at).length === 0);
  // Who departed for no cause that was seen may have been gone at any time: nothing is certain of it then.
  if (unfounded.length === 0 && dropped(stay) === undefined) return reckoned;
  return { ...reckoned, unfounded, untouched: -1, firstCause: -1 };
}

const removing = (kind: Cause['kind']): boolean =>
  kind === 'remove' || kind === 'removeParticipant' || kind === 'stopMediaRelay';

/**
 * An accepted Remove, or call: whom it names has departed, by it or before.
 * Only those count that are borne out: where nobody was told of it, and nothing else came before,
 * the answer alone proves nothing, and the clause of the removal says so.
 */
function removedAt(view: View, stay: Stay, own: readonly Cause[], others: number): number {
  let least = never;
  for (const { kind, request } of own) {
    const answer = kind === 'remove' ? request?.answer : undefined;
    if (answer?.kind !== 'accepted') continue;
    const borneOut = others < answer.at || tellingsOf(stay).some(({ reason }) => reason.includes(1002));
    if (borneOut) least = Math.min(least, answer.at);
  }
  return Math.min(least, removedByCalls(view, stay, own, others));
}

/** The departure of a switch is fixed, and announced, before anybody can be shown the arrival. `switch.order`. */
const movedOn = ({ next }: Stay): number => (next ? Math.min(next.joined?.at ?? never, next.mentioned) : never);

/** Where its departure was fixed by what was answered: by its own request, by a removal, by the newcomer that replaced it. */
function settledBy(stay: Stay, removed: number): number {
  const { left, join } = stay;
  const own = left?.request && left.request.kind !== 'end' && !left.attempt ? left.at : never;
  if (stay.next) return movedOn(stay);
  const lost = !join || join.attempts.some(({ connection }) => connection.losses.some(({ at }) => at < removed));
  return lost ? own : Math.min(own, removed);
}

/** The end of its session, unless it seems to have been left behind in it: then `end.everyone` says so. */
function endedWith(view: View, stay: Stay, firstCause: number): number {
  const ended = endedBy(view, stay);
  if (ended === never) return never;
  const { left } = stay;
  const line = lineOfStay(stay);
  const gone = !line || line.closed !== undefined || line.losses.length > 0;
  const untellable = gone && provenAt(stay, ended) === undefined;
  return untellable || (left && tellsEnd(left.reason)) || firstCause < ended ? ended : never;
}

/** A close code that only a departed participation gets. `close.code`. */
function closedAsDeparted(stay: Stay): number {
  const closed = dropped(stay);
  return closed !== undefined && departs(lineOfStay(stay)?.closed?.seen.code ?? 0) ? closed : never;
}

/** Where one that was surely meant for this session was answered; Infinity where nobody saw the answer. */
export const endAnswered = (enders: readonly Ender[], session: string | undefined): number =>
  enders.reduce((least, ender) => (isOf(ender, session) ? Math.min(least, doneAt(ender)) : least), never);

const isOf = ({ request, call }: Ender, session: string | undefined): boolean =>
  session !== undefined && (request?.stay?.session ?? call?.session) === session;
