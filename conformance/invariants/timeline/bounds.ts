/** Reckons the causes and the bounds of every participation. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { bearing, openEntries, removing, tellingsOf, tellsEnd } from './causes.js';
import { connectionOfParticipation, departs, dropped, readFrom } from './connections.js';
import { callCauses, closings, mistakenCalls, removedByCalls } from './operator-calls.js';
import { mayRemove, ownCauses, replacements } from './own-causes.js';
import { provenAt } from './proofs.js';
import type { Facts, Reading, SessionFacts } from './registry.js';
import { endedBy, gaveNothing } from './session-ends.js';
import type { Cause, Causes, Ender, SeenParticipation, SeenSession, SentRequest, Timeline } from './timeline.js';

const never = Number.POSITIVE_INFINITY;

/** The timeline of what has been read, with the causes of every participation. */
export function timelineOf({ facts, causes }: Reading): Timeline {
  const removes = new Map<string, SentRequest[]>();
  for (const request of facts.requests) {
    if (request.kind !== 'remove' || request.target === undefined) continue;
    const known = removes.get(request.target);
    if (known) known.push(request);
    else removes.set(request.target, [request]);
  }
  const sessions = [...facts.sessions].map(([id, session]) => [id, { ...session, ...ending(facts, session) }] as const);
  const timeline: Timeline = { ...facts, sessions: new Map(sessions) };
  for (const one of [...facts.participations, ...facts.mentionedOnly])
    causes.set(one, causesOf(timeline, one, removes.get(one.id) ?? []));
  return timeline;
}

/** Only an end of the session itself proves that it ended: what hit it from another room does not. */
function ending(timeline: Facts, session: SessionFacts): Pick<SeenSession, 'enders' | 'ended'> {
  const ends: Ender[] = [];
  const add = (request: SentRequest) => {
    if (request.kind === 'end') ends.push({ index: request.index, code: reasonCode.REMOVE_ALL, request });
  };
  const room = timeline.rooms.get(session.room);
  const roomObjects = new Set(
    room?.participations
      .filter((participation) => participation.session === session.id)
      .map(({ roomObject }) => roomObject),
  );
  for (const roomObject of roomObjects)
    for (const request of roomObject?.requests ?? []) if (concerns(request, session)) add(request);
  for (const request of room?.loose ?? []) if (!roomObjects.has(request.roomObject)) add(request);
  const enders = [...ends, ...closings(timeline, session.room, session.id)];
  const lawful = enders.filter((ender) => !gaveNothing(ender));
  let ended = never;
  for (const { left } of session.participations)
    if (
      left &&
      tellsEnd(left.reason) &&
      lawful.some(({ index, code }) => index < left.index && left.reason.includes(code))
    )
      ended = Math.min(ended, left.index);
  return { enders, ended };
}

/** A request of a room object that has been in several rooms is for one of them. */
const concerns = ({ participation }: SentRequest, { id }: SessionFacts): boolean =>
  participation === undefined || participation.session === id;

const earliest = (list: readonly { readonly index: number }[]): number =>
  list.reduce((least, { index }) => Math.min(least, index), never);

function causesOf(timeline: Timeline, participation: SeenParticipation, removes: readonly SentRequest[]): Causes {
  const entries = participation.entry
    ? [participation.entry]
    : openEntries(timeline, participation.participant, participation.room);
  const lawful = removes.filter((request) => mayRemove(timeline, request, participation));
  // Somebody who has moved on has left by its switch, and by nothing else.
  const enders = participation.next ? [] : endersOf(timeline, participation);
  const own = ownCauses(timeline, participation, entries);
  if (!participation.next) {
    for (const request of lawful) own.push({ kind: 'remove', index: readFrom(request), request });
    own.push(...callCauses(timeline, participation), ...replacements(timeline, participation));
  }
  const firstCause = earliest(own);
  const told = tellingsOf(participation);
  const firstTold = earliest(told);
  const firstEnd = earliest(enders);
  const removed = removedAt(
    timeline,
    participation,
    own,
    Math.min(firstEnd, earliest(own.filter(({ kind }) => !removing(kind)))),
  );
  const reckoned: Causes = {
    own,
    enders,
    wrongRemoves: removes.filter((request) => !lawful.includes(request)),
    wrongCalls: mistakenCalls(timeline, participation),
    asked: earliest(entries),
    present: Math.min(participation.joined?.index ?? never, participation.mentioned),
    untouched: Math.min(firstCause, firstEnd, firstTold),
    firstCause,
    gone: Math.min(
      firstTold,
      removed,
      closedAsDeparted(participation),
      endedWith(timeline, participation, firstCause),
      movedOn(participation),
    ),
    settled: settledBy(participation, removed),
    unfounded: [],
  };
  const unfounded = told.filter(
    ({ reason, index }) => bearing(timeline, { causes: reckoned }, reason, index).length === 0,
  );
  // Who departed for no cause that was seen may have been gone at any time: nothing is certain of it then.
  if (unfounded.length === 0 && dropped(participation) === undefined) return reckoned;
  return { ...reckoned, unfounded, untouched: -1, firstCause: -1 };
}

/**
 * An accepted Remove, or call: whom it names has departed, by it or before.
 * Only those count that are borne out: where nobody was told of it, and nothing else came before,
 * the answer alone proves nothing, and the clause of the removal says so.
 */
function removedAt(
  timeline: Timeline,
  participation: SeenParticipation,
  own: readonly Cause[],
  others: number,
): number {
  let least = never;
  for (const { kind, request } of own) {
    const answer = kind === 'remove' ? request?.answer : undefined;
    if (answer?.kind !== 'accepted') continue;
    const borneOut =
      others < answer.index || tellingsOf(participation).some(({ reason }) => reason.includes(reasonCode.REMOVE_PEER));
    if (borneOut) least = Math.min(least, answer.index);
  }
  return Math.min(least, removedByCalls(timeline, participation, own, others));
}

/** The departure of a switch is fixed, and announced, before anybody can be shown the arrival. `switch.order`. */
const movedOn = ({ next }: SeenParticipation): number =>
  next ? Math.min(next.joined?.index ?? never, next.mentioned) : never;

/**
 * Where its departure was fixed by what was answered: by its own request, by a removal, by the newcomer that
 * replaced it.
 */
function settledBy(participation: SeenParticipation, removed: number): number {
  const { left, roomObject } = participation;
  const own = left?.request && left.request.kind !== 'end' && !left.attempt ? left.index : never;
  if (participation.next) return movedOn(participation);
  const lost =
    !roomObject || roomObject.attempts.some(({ connection }) => connection.losses.some(({ index }) => index < removed));
  return lost ? own : Math.min(own, removed);
}

/** The end of its session, unless it seems to have been left behind in it: then `end.everyone` says so. */
function endedWith(timeline: Timeline, participation: SeenParticipation, firstCause: number): number {
  const ended = endedBy(timeline, participation);
  if (ended === never) return never;
  const { left } = participation;
  const line = connectionOfParticipation(participation);
  const gone = !line || line.closed !== undefined || line.losses.length > 0;
  const untellable = gone && provenAt(participation, ended) === undefined;
  return untellable || (left && tellsEnd(left.reason)) || firstCause < ended ? ended : never;
}

/** A close code that only a departed participation gets. `close.code`. */
function closedAsDeparted(participation: SeenParticipation): number {
  const closed = dropped(participation);
  return closed !== undefined && departs(connectionOfParticipation(participation)?.closed?.seen.code ?? 0)
    ? closed
    : never;
}

/** What may have ended a participation together with its session. */
const endersOf = (timeline: Timeline, { session }: SeenParticipation): readonly Ender[] =>
  (timeline.sessions.get(session)?.enders ?? []).filter((ender) => !gaveNothing(ender));
