/** What a participant, its connection, another host or a newer Join may have done to end one participation alone. */
import { firstIndex } from '../../exchange/search.js';
import { deviatesFrom, refused, unknown } from './causes.js';
import {
  dropped,
  goodbyesThatWait,
  isNewest,
  lossesOf,
  lossesOfParticipation,
  mayHaveEnded,
  type PlacedLoss,
  readFrom,
} from './connections.js';
import type { Cause, SeenParticipation, SeenRoomObject, SentRequest, Timeline, WayIn } from './timeline.js';
import { apartMs, edge, timeAt, waitOf } from './windows.js';

/**
 * Its own requests, closes and losses; for one that nobody was shown, those of every way in that may have been its
 * own.
 */
export function ownCauses(timeline: Timeline, participation: SeenParticipation, entries: readonly WayIn[]): Cause[] {
  const causes: Cause[] = [];
  for (const entry of entries) {
    const { roomObject } = entry;
    for (const request of roomObject.requests) {
      const cause = isFor(request, participation, entry) ? asked(request) : undefined;
      if (cause) causes.push(cause);
    }
    const losses = participation.entry
      ? lossesOfParticipation(participation)
      : unknown(entry)
        ? lossesOf(roomObject)
        : [];
    for (const loss of losses) causes.push(lost(timeline, roomObject, loss));
    if (isNewest(participation))
      for (const { index, how } of goodbyesThatWait(roomObject)) causes.push({ kind: 'goodbye', index, how });
    // A connection that the server drops is a lost one; when it dropped it nobody was shown.
    if (participation.joined ? dropped(participation) !== undefined : droppedUnseen(roomObject))
      causes.push({ kind: 'lost', index: entry.index });
  }
  return causes;
}

/** Behind a SwitchRoom without an answer it may be for the one participation or for the other. */
const isFor = (request: SentRequest, participation: SeenParticipation, entry: WayIn): boolean =>
  (request.participation === participation || (request.participation === undefined && request.index >= entry.index)) &&
  (participation.next === undefined || request.entry?.participation === participation.next);

function asked(request: SentRequest): Cause | undefined {
  const { index, kind, mode, answer, entry } = request;
  if (refused(request) || (!answer && !mayHaveEnded(request))) return undefined;
  if (kind === 'leave') return { kind, index, request };
  if (kind === 'mode' && mode === 'viewer') return { kind: 'viewer', index, request };
  return kind === 'switch' && !entry?.forestalled ? { kind, index, request } : undefined;
}

const droppedUnseen = ({ attempts }: SeenRoomObject): boolean =>
  attempts.every(({ connection }) => connection.closed && connection.losses.length === 0);

/** A loss ends a participation when the resume window is over, a goodbye at once. */
function lost(timeline: Timeline, roomObject: SeenRoomObject, loss: PlacedLoss): Cause {
  const { index, how } = loss;
  const apart = apartMs(timeline);
  if (how === 'goodbye') return { kind: 'goodbye', index: firstAfter(timeline, index, -apart), how };
  // What a server has forgotten may have departed with it.
  if (how === 'restart') return { kind: 'lost', index, how };
  const waitMs = waitOf(timeline, roomObject, loss);
  return { kind: 'lost', how, index: firstAfter(timeline, loss.heard ?? index, waitMs * edge - apart) };
}

/**
 * The last record that is not yet so much later: what is behind it may be its doing. Where the server may have taken note of an end before
 * the writer of the log, that is earlier.
 */
function firstAfter(timeline: Timeline, from: number, ms: number): number {
  if (ms === 0 || !timeline.timed) return from;
  const due = timeAt(timeline, from) + ms;
  const isDue = (index: number) => timeAt(timeline, index) >= due;
  return ms > 0 ? Math.max(from, firstIndex(from, timeline.end, isDue) - 1) : firstIndex(0, from, isDue) - 1;
}

/** `remove.authority`, `remove.self`, `remove.unknown`: a host of the same session, and not oneself. */
export function mayRemove(timeline: Timeline, request: SentRequest, participation: SeenParticipation): boolean {
  const { roomObject, participation: caller } = request;
  if (refused(request) || !timeline.has('remove') || roomObject.seat.role !== 'host') return false;
  if (readFrom(request) === Number.POSITIVE_INFINITY) return false;
  if (caller === participation) return deviatesFrom(timeline, 'remove.self');
  if (caller) return caller.session === participation.session && caller.room === participation.room;
  return roomObject.entries.some(
    (entry) => entry.room === participation.room && entry.index <= request.index && !entry.refused,
  );
}

/**
 * With `replace` a newer join of the same participant ends the participation; whether this one is the newer is not
 * known of all.
 */
export function replacements(timeline: Timeline, participation: SeenParticipation): Cause[] {
  if (!timeline.has('replace')) return [];
  const entries = timeline.rooms.get(participation.room)?.entries ?? [];
  return entries
    .filter(
      (entry) =>
        entry !== participation.entry &&
        !entry.refused &&
        entry.roomObject.seat.participant === participation.participant,
    )
    .map((entry): Cause => ({ kind: 'replaced', index: entry.index, entry }));
}
