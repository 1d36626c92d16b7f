/** Once everything has been read: who was meant by those whom others were shown, and for whom each request was. */
import { unknown } from './causes.js';
import type { Draft } from './parts.js';
import type { Mention, Registry } from './registry.js';
import type { SeenParticipation, SeenRoomObject, SentRequest } from './timeline.js';

/** Tells participations that nobody was shown as their own from those that somebody was, and who was told of whom. */
export function identify(registry: Registry, mentions: readonly Mention[]): void {
  for (const { observer, index, seen } of mentions) {
    if (seen.kind === 'joined') for (const member of seen.roster) named(registry, observer, member, index);
    if (seen.kind === 'participantJoined') named(registry, observer, seen.member, index);
    if (seen.kind === 'participantLeft') {
      const participation = named(registry, observer, { ...seen, role: undefined }, index);
      // What is told in another room is no telling of this departure; `room.isolated` and `history.nothing-else`
      // judge it.
      const first = observer.departures.get(seen.participation) === index;
      if (first && participation !== observer && participation.room === observer.room)
        participation.tellings.push({ index, observer, reason: seen.reason });
    }
  }
  for (const roomObject of registry.roomObjects) settleEntries(roomObject);
  for (const stranger of registry.mentionedOnly) adopt(registry, stranger);
  for (const roomObject of registry.roomObjects) assign(registry, roomObject);
}

/** The participation that somebody was shown; one that was never shown to itself is made up from what others saw. */
function named(
  registry: Registry,
  observer: Draft<SeenParticipation>,
  { participation, participant, role }: Pick<SeenParticipation, 'participant' | 'role'> & { participation: string },
  index: number,
): Draft<SeenParticipation> {
  const known = registry.byId.get(participation);
  if (known) {
    known.mentioned = Math.min(known.mentioned, index);
    return known;
  }
  const { room, session } = observer;
  const stranger = registry.participation({ id: participation, participant, role, room, session, mentioned: index });
  registry.byId.set(participation, stranger);
  registry.mentionedOnly.push(stranger);
  registry.room(room).participations.push(stranger);
  return stranger;
}

/** A Join is refused when all that was sent of it is. */
function settleEntries({ entries, attempts, participations }: Draft<SeenRoomObject>): void {
  const last = attempts.at(-1)?.answer;
  // RoomLeft in the stream of the old room, and no Joined before it: another reason was first. `switch.first-reason`.
  const { left } = participations.at(-1) ?? {};
  for (const entry of entries) {
    if (entry.participation) continue;
    const answer = entry.request ? entry.request.answer : last;
    const refused = entry.request || attempts.every((attempt) => attempt.answer?.kind === 'rejected');
    if (refused && answer?.kind === 'rejected' && answer.code)
      entry.refused = { index: answer.index, code: answer.code };
    else if (entry.request && left && !left.attempt) entry.forestalled = true;
  }
}

/**
 * Somebody whom only others were shown, where it can only be from one way in: then what was asked for behind that was
 * for it,
 * and RoomLeft in answer to a Resume or a repeated Join was its own.
 */
function adopt(registry: Registry, stranger: Draft<SeenParticipation>): void {
  const { entries, participations } = registry.room(stranger.room);
  const mine = entries.filter(({ roomObject }) => roomObject.seat.participant === stranger.participant);
  const [entry, ...others] = mine.filter(unknown);
  const alike = participations.filter(({ entry: own, participant }) => !own && participant === stranger.participant);
  if (!entry || others.length > 0 || alike.length > 1 || stranger.mentioned < entry.index) return;
  entry.participation = stranger;
  stranger.entry = entry;
  stranger.roomObject = entry.roomObject;
  const { request, roomObject } = entry;
  if (request) {
    const before = roomObject.entries[roomObject.entries.indexOf(entry) - 1]?.participation;
    if (before) before.next = stranger;
  }
  if (roomObject.departed && entry === roomObject.entries.at(-1)) stranger.left ??= roomObject.departed;
}

/** For which participation each request was: the one to which the switches before it have led. */
function assign(registry: Registry, roomObject: Draft<SeenRoomObject>): void {
  let participation = roomObject.entries[0]?.participation;
  for (const request of roomObject.requests) {
    if (participation) request.participation = participation;
    else loosen(registry, request);
    const { entry } = request;
    if (entry?.participation) participation = entry.participation;
    else if (entry && unknown(entry)) participation = undefined;
  }
}

function loosen(registry: Registry, request: Draft<SentRequest>): void {
  for (const entry of request.roomObject.entries)
    if (unknown(entry) && entry.index <= request.index) registry.room(entry.room).loose.push(request);
}
