/** Whose Remove it can have been that ended somebody who was not to be removed. */
import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates } from '../exchange/index.js';
import { type Blame, some } from './clauses/blame.js';
import { codeOf, refused } from './timeline/causes.js';
import { readFrom } from './timeline/connections.js';
import { provenAt } from './timeline/proofs.js';
import type { Request, Stay, View } from './timeline/timeline.js';
import { requestWords } from './timeline/words.js';

/** The one that was sent last. */
export const latest = <T extends { readonly at: number } | { readonly since: number }>(
  list: readonly T[],
): T | undefined =>
  list.reduce<T | undefined>((best, each) => (best && sentAt(best) >= sentAt(each) ? best : each), undefined);

const sentAt = (one: { readonly at: number } | { readonly since: number }): number =>
  'at' in one ? one.at : one.since;

/** `request.refused-changes-nothing`: a request that has been refused could have done it. */
export function refusedAfterAll(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  const removes = some(reason, [1002]) ? stay.causes.pretexts : [];
  const ends = some(reason, [1008]) ? endsIn(view, stay) : [];
  const own = (stay.join?.requests ?? []).filter((request) => itself(view, request, reason));
  const tried = [...removes, ...ends, ...own];
  const request = latest(tried.filter((each) => refused(each) && each.at < before && !spent(stay, each, before)));
  if (!request) return undefined;
  const allowed = `no effect: ${requestWords(request)} is refused`;
  return { clause: 'request.refused-changes-nothing', allowed, since: request.at };
}

function endsIn(view: View, { session, room }: Stay): readonly Request[] {
  const enders = session === undefined ? undefined : view.sessions.get(session)?.enders;
  const requests = enders ? enders.map(({ request }) => request) : view.rooms.get(room)?.loose;
  return (requests ?? []).filter((request) => request !== undefined && request.kind === 'end') as Request[];
}

function itself(view: View, { kind, mode }: Request, reason: Candidates): boolean {
  if (kind === 'leave') return some(reason, [codeOf(view, 'leave')]);
  if (kind === 'mode') return mode !== undefined && some(reason, [1003]);
  return kind === 'switch' && some(reason, [1005]);
}

/** The fence: whoever has been answered since cannot be hit by it any more. */
export function spent(stay: Stay, { answer }: { readonly answer?: { readonly at: number } }, before: number): boolean {
  const proof = answer && provenAt(stay, answer.at);
  return proof !== undefined && proof < before;
}

/** A Remove that names it, of somebody who may not; or a Remove that names somebody else. */
export function removedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!some(reason, [1002])) return undefined;
  const early = stay.causes.own
    .map(({ request }) => request)
    .filter((each) => each !== undefined && each.kind === 'remove');
  const pretexts = [...stay.causes.pretexts, ...(early as Request[])].filter(
    (each) => !refused(each) && each.at < before,
  );
  const request = latest(pretexts.filter((each) => !spent(stay, each, before)));
  if (!request) return namesake(view, stay, before);
  const clause = readFrom(request) > before ? 'frame.contained' : unlawful(view, request, stay);
  return clause && { clause, allowed: `${requestWords(request)} refused`, since: request.at };
}

/** Why a Remove must not end the stay that it names. */
function unlawful(view: View, { join, stay: actor }: Request, stay: Stay): ClauseId | undefined {
  if (!view.has('remove')) return 'request.unknown';
  if (actor === stay) return 'remove.self';
  if ((actor?.room ?? join.room) !== stay.room) return 'room.isolated';
  if (join.seat.role !== 'host') return 'remove.authority';
  return actor && actor.session !== stay.session ? 'remove.unknown' : undefined;
}

/** `remove.departed`, `remove.unknown`: an older stay of the same participant was named, and the newer one is hit. */
function namesake(view: View, stay: Stay, before: number): Blame | undefined {
  const request = view.requests.findLast((each) => {
    const { kind, at, target, join } = each;
    if (kind !== 'remove' || at > before || target === undefined || refused(each)) return false;
    const named = view.stay(target);
    const moved = named !== undefined && named.next === stay;
    if (((each.stay?.room ?? join.room) !== stay.room && !moved) || spent(stay, each, before)) return false;
    return named !== undefined && named !== stay && named.participant === stay.participant;
  });
  if (!request) return undefined;
  const named = view.stay(request.target ?? '');
  const sameSession = named?.session === stay.session || named?.next === stay;
  const allowed = `no effect on ${stay.id}: ${requestWords(request)} names another one`;
  return { clause: sameSession ? 'remove.departed' : 'remove.unknown', allowed, since: request.at };
}
