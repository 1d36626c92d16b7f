/** Once everything has been read: who was meant by those whom others were shown, and for whom each request was. */
import { unknown } from './causes.js';
import type { Mention } from './read-seen.js';
import { emptyStay, type Registry } from './registry.js';
import type { Join, Request, Stay } from './timeline.js';

/** Tells participations that nobody was shown as their own from those that somebody was, and who was told of whom. */
export function name(registry: Registry, mentions: readonly Mention[]): void {
  for (const { observer, at, seen } of mentions) {
    if (seen.kind === 'joined') for (const member of seen.roster) named(registry, observer, member, at);
    if (seen.kind === 'participantJoined') named(registry, observer, seen.member, at);
    if (seen.kind === 'participantLeft') {
      const stay = named(registry, observer, { ...seen, role: undefined }, at);
      // What is told in another room is no telling of this departure; `room.isolated` and `history.nothing-else` judge it.
      const first = observer.departures.get(seen.participation) === at;
      if (first && stay !== observer && stay.room === observer.room)
        stay.tellings.push({ at, observer, reason: seen.reason });
    }
  }
  for (const join of registry.joins) settleEntries(join);
  for (const ghost of registry.ghosts) adopt(registry, ghost);
  for (const join of registry.joins) assign(registry, join);
}

/** The participation that somebody was shown; one that was never shown to itself is made up from what others saw. */
function named(
  registry: Registry,
  observer: Stay,
  { participation, participant, role }: Pick<Stay, 'participant' | 'role'> & { participation: string },
  at: number,
): Stay {
  const known = registry.byId.get(participation);
  if (known) {
    known.mentioned = Math.min(known.mentioned, at);
    return known;
  }
  const { room, session } = observer;
  const ghost: Stay = { ...emptyStay(participation, room, at), participant, role, session };
  registry.byId.set(participation, ghost);
  registry.ghosts.push(ghost);
  registry.room(room).stays.push(ghost);
  return ghost;
}

/** A Join is refused when all that was sent of it is. */
function settleEntries({ entries, attempts, stays }: Join): void {
  const last = attempts.at(-1)?.answer;
  // RoomLeft in the stream of the old room, and no Joined before it: another reason was first. `switch.first-reason`.
  const { left } = stays.at(-1) ?? {};
  for (const entry of entries) {
    if (entry.stay) continue;
    const answer = entry.request ? entry.request.answer : last;
    const refused = entry.request || attempts.every((attempt) => attempt.answer?.kind === 'rejected');
    if (refused && answer?.kind === 'rejected' && answer.code) entry.refused = { at: answer.at, code: answer.code };
    else if (entry.request && left && !left.attempt) entry.forestalled = true;
  }
}

/**
 * Somebody whom only others were shown, where it can only be from one way in: then what was asked for behind that was for it,
 * and RoomLeft in answer to a Resume or a repeated Join was its own.
 */
function adopt(registry: Registry, ghost: Stay): void {
  const { entries, stays } = registry.room(ghost.room);
  const mine = entries.filter(({ join }) => join.seat.participant === ghost.participant);
  const [entry, ...others] = mine.filter(unknown);
  const alike = stays.filter(({ entry: own, participant }) => !own && participant === ghost.participant);
  if (!entry || others.length > 0 || alike.length > 1 || ghost.mentioned < entry.at) return;
  entry.stay = ghost;
  ghost.entry = entry;
  ghost.join = entry.join;
  const { request, join } = entry;
  if (request) {
    const before = join.entries[join.entries.indexOf(entry) - 1]?.stay;
    if (before) before.next = ghost;
  }
  if (join.departed && entry === join.entries.at(-1)) ghost.left ??= join.departed;
}

/** For which participation each request was: the one to which the switches before it have led. */
function assign(registry: Registry, join: Join): void {
  let stay = join.entries[0]?.stay;
  for (const request of join.requests) {
    if (stay) request.stay = stay;
    else loosen(registry, request);
    const { entry } = request;
    if (entry?.stay) stay = entry.stay;
    else if (entry && unknown(entry)) stay = undefined;
  }
}

function loosen(registry: Registry, request: Request): void {
  for (const entry of request.join.entries)
    if (unknown(entry) && entry.at <= request.at) registry.room(entry.room).loose.push(request);
}
