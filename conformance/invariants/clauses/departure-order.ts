import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { tellsEnd } from '../timeline/causes.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';

/**
 * `departure.one-order`: all see the comings and goings of one participant in the same order.
 * Without `replace` one participant has one participation at a time, and with it the older one goes first:
 * so the order is arrival, departure, arrival, for everyone.
 */
export const oneOrder = invariant({
  clauses: ['departure.one-order'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    const firstOf = new Map<string, string>();
    for (const observer of timeline.participations) {
      const present = new Map<string, string>();
      for (const member of observer.roster.values()) present.set(member.participant, member.participation);
      for (const { index, id, participant } of arrivalsOf(observer)) {
        sheet.held('departure.one-order');
        const gone = observer.departures.get(id);
        if (gone !== undefined && gone < index)
          sheet.against(
            'departure.one-order',
            index,
            `${id} arrives before it departs`,
            `ParticipantJoined ${id} after it`,
          );
        const before = present.get(participant);
        present.set(participant, id);
        if (before === undefined || before === id || timeline.participation(before)?.room !== observer.room) continue;
        late(sheet, observer, { before, newer: id, index });
        if (firstOf.get(`${id} ${before}`) !== undefined)
          sheet.against('departure.one-order', index, `${id} arrives before ${before}`, `${id} after ${before}`);
        firstOf.set(`${before} ${id}`, observer.id);
      }
    }
  },
});

const arrivalsOf = (observer: SeenParticipation): { index: number; id: string; participant: string }[] =>
  [...observer.arrivals].map(([id, { index, member }]) => ({ index, id, participant: member.participant }));

/** The older participation of a participant is announced as gone only after the newer one has been announced. */
function late(
  sheet: Sheet,
  observer: SeenParticipation,
  { before, newer, index }: { readonly before: string; readonly newer: string; readonly index: number },
): void {
  const gone = observer.departures.get(before);
  if (gone === undefined || gone < index) return;
  sheet.against(
    'departure.one-order',
    gone,
    `the departure of ${before} before the arrival of ${newer}`,
    `ParticipantLeft ${before} to ${observer.id}, after it`,
  );
}

/** `departure.room-order`: there is one order of all departures that fits what everyone saw. */
export const roomOrder = invariant({
  clauses: ['departure.room-order'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    if (!timeline.has('room_order')) return;
    for (const room of timeline.rooms.values()) {
      const next = new Map<string, Map<string, number>>();
      for (const observer of room.participations) {
        let before: string | undefined;
        for (const [id, index] of observer.departures) {
          // Nobody observes the departures of an end: each is told of the others in an order of its own.
          if (toldAsEnd(timeline, index)) continue;
          sheet.held('departure.room-order');
          if (before !== undefined) edges(next, before).set(id, Math.max(index, edges(next, before).get(id) ?? 0));
          before = id;
        }
      }
      const wrong = cycle(next);
      if (wrong)
        sheet.against(
          'departure.room-order',
          wrong.index,
          `the departures of ${wrong.second} and ${wrong.first} in one order for all`,
          `${wrong.second} after ${wrong.first} here, and the other way round for somebody else`,
        );
    }
  },
});

function toldAsEnd({ history }: Timeline, index: number): boolean {
  const record = history.records[index];
  return (
    record?.kind === 'seen' && record.observation.kind === 'participantLeft' && tellsEnd(record.observation.reason)
  );
}

type Edges = Map<string, Map<string, number>>;

function edges(next: Edges, id: string): Map<string, number> {
  const known = next.get(id);
  if (known) return known;
  const made = new Map<string, number>();
  next.set(id, made);
  return made;
}

/** The edge that closes a circle, if the orders contradict each other. Depth first, each departure once. */
function cycle(next: Edges): { first: string; second: string; index: number } | undefined {
  const done = new Set<string>();
  const path = new Set<string>();
  const visit = (id: string): { first: string; second: string; index: number } | undefined => {
    path.add(id);
    for (const [after, index] of next.get(id) ?? []) {
      if (path.has(after)) return { first: id, second: after, index };
      const found = done.has(after) ? undefined : visit(after);
      if (found) return found;
    }
    path.delete(id);
    done.add(id);
    return undefined;
  };
  for (const id of next.keys()) {
    const found = done.has(id) ? undefined : visit(id);
    if (found) return found;
  }
  return undefined;
}
