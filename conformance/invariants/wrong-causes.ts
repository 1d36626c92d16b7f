/** Whose Remove it can have been that ended somebody who was not to be removed. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates } from '../exchange/index.js';
import { type Blame, some } from './clauses/blame.js';
import { codeOf, refused } from './timeline/causes.js';
import { readFrom } from './timeline/connections.js';
import { provenAt } from './timeline/proofs.js';
import type { SeenParticipation, SentRequest, Timeline } from './timeline/timeline.js';
import { requestWords } from './timeline/words.js';

/** The one that was sent last. */
export const latest = <T extends { readonly index: number } | { readonly since: number }>(
  list: readonly T[],
): T | undefined =>
  list.reduce<T | undefined>((best, each) => (best && sentAt(best) >= sentAt(each) ? best : each), undefined);

const sentAt = (one: { readonly index: number } | { readonly since: number }): number =>
  'index' in one ? one.index : one.since;

/** `request.refused-changes-nothing`: a request that has been refused could have done it. */
export function refusedAfterAll(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): Blame | undefined {
  const removes = some(reason, [1002]) ? participation.causes.wrongRemoves : [];
  const ends = some(reason, [1008]) ? endsIn(timeline, participation) : [];
  const own = (participation.roomObject?.requests ?? []).filter((request) => itself(timeline, request, reason));
  const tried = [...removes, ...ends, ...own];
  const request = latest(
    tried.filter((each) => refused(each) && each.index < before && !spent(participation, each, before)),
  );
  if (!request) return undefined;
  const allowed = `no effect: ${requestWords(request)} is refused`;
  return { clause: 'request.refused-changes-nothing', allowed, since: request.index };
}

function endsIn(timeline: Timeline, { session, room }: SeenParticipation): readonly SentRequest[] {
  const enders = session === undefined ? undefined : timeline.sessions.get(session)?.enders;
  const requests = enders ? enders.map(({ request }) => request) : timeline.rooms.get(room)?.loose;
  return (requests ?? []).filter((request) => request !== undefined && request.kind === 'end') as SentRequest[];
}

function itself(timeline: Timeline, { kind, mode }: SentRequest, reason: Candidates): boolean {
  if (kind === 'leave') return some(reason, [codeOf(timeline, 'leave')]);
  if (kind === 'mode') return mode !== undefined && some(reason, [1003]);
  return kind === 'switch' && some(reason, [1005]);
}

/** The fence: whoever has been answered since cannot be hit by it any more. */
export function spent(
  participation: SeenParticipation,
  { answer }: { readonly answer?: { readonly index: number } },
  before: number,
): boolean {
  const proof = answer && provenAt(participation, answer.index);
  return proof !== undefined && proof < before;
}

/** A Remove that names it, of somebody who may not; or a Remove that names somebody else. */
export function removedWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): Blame | undefined {
  if (!some(reason, [1002])) return undefined;
  const early = participation.causes.own
    .map(({ request }) => request)
    .filter((each) => each !== undefined && each.kind === 'remove');
  const wrongRemoves = [...participation.causes.wrongRemoves, ...(early as SentRequest[])].filter(
    (each) => !refused(each) && each.index < before,
  );
  const request = latest(wrongRemoves.filter((each) => !spent(participation, each, before)));
  if (!request) return namesake(timeline, participation, before);
  const clause = readFrom(request) > before ? 'frame.contained' : unlawful(timeline, request, participation);
  return clause && { clause, allowed: `${requestWords(request)} refused`, since: request.index };
}

/** Why a Remove must not end the stay that it names. */
function unlawful(
  timeline: Timeline,
  { roomObject, participation: actor }: SentRequest,
  participation: SeenParticipation,
): ClauseId | undefined {
  if (!timeline.has('remove')) return 'request.unknown';
  if (actor === participation) return 'remove.self';
  if ((actor?.room ?? roomObject.room) !== participation.room) return 'room.isolated';
  if (roomObject.seat.role !== 'host') return 'remove.authority';
  return actor && actor.session !== participation.session ? 'remove.unknown' : undefined;
}

/** `remove.departed`, `remove.unknown`: an older stay of the same participant was named, and the newer one is hit. */
function namesake(timeline: Timeline, participation: SeenParticipation, before: number): Blame | undefined {
  const request = timeline.requests.findLast((each) => {
    const { kind, index, target, roomObject } = each;
    if (kind !== 'remove' || index > before || target === undefined || refused(each)) return false;
    const named = timeline.participation(target);
    const moved = named !== undefined && named.next === participation;
    if (
      ((each.participation?.room ?? roomObject.room) !== participation.room && !moved) ||
      spent(participation, each, before)
    )
      return false;
    return named !== undefined && named !== participation && named.participant === participation.participant;
  });
  if (!request) return undefined;
  const named = timeline.participation(request.target ?? '');
  const sameSession = named?.session === participation.session || named?.next === participation;
  const allowed = `no effect on ${participation.id}: ${requestWords(request)} names another one`;
  return { clause: sameSession ? 'remove.departed' : 'remove.unknown', allowed, since: request.index };
}
