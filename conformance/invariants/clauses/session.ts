import { differ } from '../accusations.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { openEntries, unknown } from '../timeline/causes.js';
import { overAfter } from '../timeline/over-by.js';
import { spares } from '../timeline/session-ends.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `participation.fresh`: no two Joined show the same participation. */
export const participationFresh = invariant({
  clauses: ['participation.fresh'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      sheet.held('participation.fresh');
      const first = timeline.participation(participation.id);
      if (first === participation || !first?.joined || !participation.joined) continue;
      const allowed = `an id that is new: ${participation.id} was shown to ${first.roomObject?.seat.name} before`;
      sheet.against(
        'participation.fresh',
        participation.joined.index,
        allowed,
        messageWords(participation.joined.seen),
      );
    }
  },
});

/**
 * `session.fresh` and `end.new-session`: a session that was over is not opened again.
 * It was over when all who had been in it were seen to be gone before the Join was sent, and nobody else can have
 * been in it.
 */
export const sessionFresh = invariant({
  clauses: ['session.fresh', 'end.new-session'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const session of timeline.sessions.values()) {
      const { id, room, participations, ended } = session;
      for (const participation of participations) {
        const { joined, causes } = participation;
        if (!joined) continue;
        sheet.held('session.fresh');
        const seen = () => messageWords(joined.seen);
        if (participation.room !== room) {
          sheet.against(
            'session.fresh',
            joined.index,
            `a session of ${participation.room}: ${id} is one of ${room}`,
            seen(),
          );
          continue;
        }
        const endedBefore = (timeline.rooms.get(room)?.participations ?? []).some(
          (other) => (timeline.sessions.get(other.session)?.ended ?? joined.index) < joined.index,
        );
        if (endedBefore) sheet.held('end.new-session');
        if (ended < causes.asked && !spares(timeline, session))
          sheet.against('end.new-session', joined.index, `a new session: ${id} has been ended`, seen());
        if (overBefore(timeline, participations, participation))
          sheet.against('session.fresh', joined.index, `a new session: everybody in ${id} was gone`, seen());
      }
    }
  },
});

function overBefore(
  timeline: Timeline,
  participations: readonly SeenParticipation[],
  newcomer: SeenParticipation,
): boolean {
  const { asked } = newcomer.causes;
  let before = false;
  for (const other of timeline.rooms.get(newcomer.room)?.participations ?? []) {
    if (other === newcomer || other.causes.asked > (newcomer.joined?.index ?? 0)) continue;
    if (other.session !== newcomer.session && other.joined) continue;
    if (!(other.causes.gone < asked)) return false;
    before ||= participations.includes(other);
  }
  return before && !mayHoldOpen(timeline, newcomer) && !isShownSomebody(timeline, newcomer);
}

/** Its roster names somebody who is not known to be gone: that is another fault, if it is one. */
const isShownSomebody = (timeline: Timeline, { joined, causes }: SeenParticipation): boolean =>
  joined?.seen.kind === 'joined' &&
  joined.seen.roster.some(({ participation }) => {
    const other = timeline.participation(participation);
    return !other || other.causes.gone >= causes.asked;
  });

/** A join whose answer was never seen may have been in the room all the time. */
const mayHoldOpen = (timeline: Timeline, newcomer: SeenParticipation): boolean =>
  (timeline.rooms.get(newcomer.room)?.entries ?? []).some(
    (entry) => unknown(entry) && entry.index < (newcomer.joined?.index ?? 0),
  );

/**
 * `session.fresh`: a session is over as well where the last ones in it were lost, and nobody was left to be told so.
 */
export const sessionOutlived = invariant({
  clauses: ['session.fresh'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.timed || timeline.restarts.length > 0) return;
    for (const newcomer of timeline.participations) {
      const { joined, session } = newcomer;
      if (!joined || !isEmptiedByLosses(timeline, newcomer)) continue;
      sheet.against(
        'session.fresh',
        joined.index,
        `a new session: all in ${session} were lost`,
        messageWords(joined.seen),
      );
    }
  },
});

/**
 * `session.fresh`: somebody who is shown an empty list has come into an empty room, and that opens a session; unless it has replaced itself. Of
 * two who leave and join at the same moment nothing else shows which came first.
 */
export const sessionOfNobody = invariant({
  clauses: ['session.fresh'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.history.profile.wire || timeline.restarts.length > 0) return;
    for (const { participations, id } of timeline.sessions.values())
      for (const newcomer of participations) {
        const { joined, causes, room } = newcomer;
        if (joined?.seen.kind !== 'joined' || joined.seen.roster.length > 0) continue;
        const others = (timeline.rooms.get(room)?.participations ?? []).filter(
          (other) => other !== newcomer && other.causes.asked < joined.index && (other.session === id || !other.joined),
        );
        const isOld = others.some(
          (other) => other.session === id && (other.joined?.index ?? joined.index) < causes.asked,
        );
        // A stay of its own that nobody was shown may have held the session open until this one replaced it.
        const mayReplace = openEntries(timeline, newcomer.participant, room).some(({ index }) => index < joined.index);
        if (!isOld || mayReplace || !others.every((other) => mayHaveGone(other, newcomer))) continue;
        const allowed = `a new session: nobody is in ${id}`;
        sheet.against('session.fresh', joined.index, allowed, messageWords(joined.seen));
      }
  },
});

/** It is known to be gone, or somebody has asked for what ends its stay; that it was lost alone does not say so. */
function mayHaveGone({ causes, participant }: SeenParticipation, newcomer: SeenParticipation): boolean {
  if (causes.gone < newcomer.causes.asked) return true;
  const before = newcomer.joined?.index ?? 0;
  return (
    participant !== newcomer.participant &&
    (causes.own.some(({ kind, index }) => kind !== 'lost' && kind !== 'replaced' && index < before) ||
      causes.enders.some(({ index }) => index < before))
  );
}

/** Whether all who can have been in its session before were gone when it asked; of some only their loss says so. */
function isEmptiedByLosses(timeline: Timeline, newcomer: SeenParticipation): boolean {
  const { joined, room, session, causes } = newcomer;
  const seen = timeline.rooms.get(room);
  const before = (seen?.participations ?? []).filter(
    (other) =>
      other !== newcomer && other.causes.asked < (joined?.index ?? 0) && (other.session === session || !other.joined),
  );
  const mayHoldOpen = seen?.entries.some((entry) => unknown(entry) && entry.index < (joined?.index ?? 0)) ?? false;
  const isGone = (other: SeenParticipation) => other.causes.gone < causes.asked;
  const isOver = (other: SeenParticipation) =>
    isGone(other) ||
    overAfter(timeline, other) < causes.asked ||
    (!timeline.recorded && other.participant !== newcomer.participant && mayBeLostBefore(other, causes.asked));
  const isListed = ({ id }: SeenParticipation) => newcomer.roster.has(id);
  // One that is still listed is the fault itself: lostListed.
  return !mayHoldOpen && !before.some(isListed) && before.every(isOver) && !before.every(isGone);
}

/**
 * Whether the window of a loss may have been over when somebody asked. One who was there and is not listed has departed then, and not every
 * test waits until that is certain by the clock. The newcomer itself may have replaced it.
 */
const mayBeLostBefore = ({ joined, causes }: SeenParticipation, asked: number): boolean =>
  joined !== undefined &&
  joined.index < asked &&
  causes.own.some(({ kind, index }) => kind === 'lost' && index < asked);

/** `session.shared`: somebody who is shown as present is in the same session; or is not present: `join.roster`. */
export const sessionShared = invariant({
  clauses: ['session.shared', 'join.roster'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      const { joined, roster, session, room } = participation;
      if (!joined) continue;
      for (const id of roster.keys()) {
        const other = timeline.participation(id);
        // Somebody who was gone before should not stand in the roster at all: `join.roster`.
        if (!other?.joined || other.room !== room || other.causes.gone < participation.causes.asked) continue;
        sheet.held('session.shared');
        if (other.session === session) continue;
        if (other.causes.untouched > joined.index) differ(sheet, participation, other);
        else {
          const allowed = `${id}, who was in ${other.session}, not in the roster`;
          sheet.against('join.roster', joined.index, allowed, `${messageWords(joined.seen)} with it`);
        }
      }
    }
  },
});

/**
 * `room.isolated`: nobody is shown a participation of another room. What an End or a Remove does there `reason.true`
 * finds.
 */
export const roomIsolated = invariant({
  clauses: ['room.isolated'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (timeline.rooms.size < 2) return;
    for (const observer of timeline.participations) {
      sheet.held('room.isolated');
      for (const id of observer.roster.keys())
        mention(timeline, sheet, observer, { id, index: observer.joined?.index ?? 0, seen: `${id} in the roster` });
      for (const [id, { index }] of observer.arrivals)
        mention(timeline, sheet, observer, { id, index, seen: `ParticipantJoined ${id}` });
      for (const [id, index] of observer.departures)
        mention(timeline, sheet, observer, { id, index, seen: `ParticipantLeft ${id}` });
    }
  },
});

function mention(
  timeline: Timeline,
  sheet: Sheet,
  observer: SeenParticipation,
  { id, index, seen }: { readonly id: string; readonly index: number; readonly seen: string },
): void {
  const other = timeline.participation(id);
  sheet.held('room.isolated');
  if (!other || other.room === observer.room) return;
  const allowed = `nothing of ${id}, who is in ${other.room}, to ${observer.id}, who is in ${observer.room}`;
  sheet.against('room.isolated', index, allowed, `${seen} to ${observer.id}`);
}
