/** What can have ended somebody wrongly: a Remove of somebody else, a refused call, a host that has left. */
import type { ClauseId } from '../../gen/clauses.js';
import { reason as reasonCode } from '../../gen/codes.js';
import type { Candidates, Code } from '../exchange/words.js';
import { codeOf, means, refused, wholeRoom } from './timeline/causes.js';
import { readFrom } from './timeline/connections.js';
import type { OperatorCall } from './timeline/parts.js';
import { provenAt } from './timeline/proofs.js';
import type { SeenParticipation, SentRequest, Timeline } from './timeline/timeline.js';
import { callWords, requestWords } from './timeline/words.js';

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
): WrongCause | undefined {
  const removes = some(reason, [reasonCode.REMOVE_PEER]) ? participation.causes.wrongRemoves : [];
  const ends = some(reason, [reasonCode.REMOVE_ALL]) ? endsIn(timeline, participation) : [];
  const own = (participation.roomObject?.requests ?? []).filter((request) => itself(timeline, request, reason));
  const tried = [...removes, ...ends, ...own];
  const request = latest(
    tried.filter((each) => refused(each) && each.index < before && !spent(participation, each, before)),
  );
  if (!request) return undefined;
  const allowed = `no effect: ${requestWords(request)} is refused`;
  return { clause: 'request.refused-changes-nothing', allowed, since: request.index };
}

const endsIn = (timeline: Timeline, { session }: SeenParticipation): readonly SentRequest[] =>
  (timeline.sessions.get(session)?.enders ?? []).flatMap(({ request }) => request ?? []);

function itself(timeline: Timeline, { kind, mode }: SentRequest, reason: Candidates): boolean {
  if (kind === 'leave') return some(reason, [codeOf(timeline, 'leave')]);
  if (kind === 'mode') return mode !== undefined && some(reason, [reasonCode.REMOVE_PEER_VIEWER_MODE_CHANGED]);
  return kind === 'switch' && some(reason, [reasonCode.SWITCH_ROOM]);
}

/** The fence: somebody who has been answered since cannot be hit by it any more. */
function spent(
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
): WrongCause | undefined {
  if (!some(reason, [reasonCode.REMOVE_PEER])) return undefined;
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

/** Why a Remove must not end the participation that it names. */
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

/**
 * `remove.departed`, `remove.unknown`: an older participation of the same participant was named, and the newer one
 * is hit.
 */
function namesake(timeline: Timeline, participation: SeenParticipation, before: number): WrongCause | undefined {
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

/** Whether a reason can only be one of these. */
export const every = (reason: Candidates, codes: readonly Code[]): boolean =>
  reason.every((code) => codes.includes(code));

/** Whether a reason may be one of these. */
export const some = (reason: Candidates, codes: readonly Code[]): boolean =>
  reason.some((code) => codes.includes(code));

/** What a server may wrongly have taken for the cause of a departure. */
export interface WrongCause {
  readonly clause: ClauseId;
  readonly allowed: string;
  /** When what it blames was sent. */
  readonly since: number;
}

/** A call that was refused, or must have been; or one that names an older participation of the same participant. */
export function callWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): WrongCause | undefined {
  const concerned = [
    ...participation.causes.wrongCalls,
    ...timeline.calls.filter((call) => isNamesake(timeline, call, participation)),
  ];
  const call = latest(
    concerned.filter(
      (each) =>
        each.index < before && some(reason, [codeOf(timeline, each.method)]) && !spent(participation, each, before),
    ),
  );
  if (!call) return undefined;
  return {
    clause: clauseOfCall(timeline, call, participation),
    allowed: `no effect of ${callWords(call)} on ${participation.id}`,
    since: call.index,
  };
}

const isNamesake = (
  timeline: Timeline,
  { targets, room }: OperatorCall,
  { id, participant, room: own }: SeenParticipation,
): boolean =>
  room === own &&
  !targets.includes(id) &&
  targets.some((target) => timeline.participation(target)?.participant === participant);

function clauseOfCall(timeline: Timeline, call: OperatorCall, participation: SeenParticipation): ClauseId {
  if (!call.authorized) return 'operator.authorized';
  if (call.method === 'stopMediaRelay' && !timeline.has('relay')) return 'operator.relay-undeclared';
  if (refused(call)) return 'request.refused-changes-nothing';
  if (call.room !== participation.room) return 'room.isolated';
  return means(call, participation) && call.targets.length > 0 ? 'operator.departed' : 'operator.not-found';
}

const hitAsOne = ({ left }: SeenParticipation): boolean => left !== undefined && every(left.reason, wholeRoom);

/** What the server may wrongly have taken for the end of the whole room. */
export function endedWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): WrongCause | undefined {
  if (!hitAsOne(participation) || !every(reason, wholeRoom)) return undefined;
  const found = [
    hostGone(timeline, participation, before),
    every(reason, [reasonCode.REMOVE_ALL]) ? otherEnd(timeline, participation, before) : undefined,
  ];
  const asked = found.filter((each) => each !== undefined).sort((a, b) => b.since - a.since);
  return asked[0] ?? brokenFrame(timeline, participation, before);
}

/** `leave.host-does-not-end`: a host went, and others were sent home. */
function hostGone(timeline: Timeline, participation: SeenParticipation, before: number): WrongCause | undefined {
  const session = timeline.sessions.get(participation.session)?.participations ?? [];
  let found: WrongCause | undefined;
  for (const host of session) {
    if (host.role !== 'host' || !session.some((other) => other !== host && hitAsOne(other))) continue;
    const since = leftAt(host, before);
    if (since === undefined || (found && found.since > since)) continue;
    found = { clause: 'leave.host-does-not-end', allowed: `the meeting goes on without ${host.id}`, since };
  }
  return found;
}

/** When it went alone: of its own accord, or with its connection. Breaking a rule for frames is another matter. */
const leftAt = ({ causes }: SeenParticipation, before: number): number | undefined =>
  causes.own.find(({ index, call, kind, how }) => index < before && kind !== 'remove' && !call && how !== 'malformed')
    ?.index;

/** `room.isolated`, `end.new-session`: an End of another room, or of another session of this one. */
function otherEnd(timeline: Timeline, participation: SeenParticipation, before: number): WrongCause | undefined {
  const end = timeline.requests.findLast(
    (each) => each.kind === 'end' && each.index < before && !refused(each) && !spent(participation, each, before),
  );
  if (!end) return undefined;
  const allowed = `${requestWords(end)} ends its own session alone`;
  if (end.sendings.length > 1)
    return { clause: 'request.never-twice', allowed, since: end.sendings.at(-1)?.index ?? end.index };
  const here = (end.participation?.room ?? end.roomObject.room) === participation.room;
  return { clause: here ? 'end.new-session' : 'room.isolated', allowed, since: end.index };
}

/** `frame.contained`: one connection broke a rule for frames, and everybody is sent home. */
function brokenFrame(timeline: Timeline, participation: SeenParticipation, before: number): WrongCause | undefined {
  let found: WrongCause | undefined;
  for (const { carries, losses, name } of timeline.connections) {
    const since = losses.find(({ index, how }) => how === 'malformed' && index < before)?.index;
    if (since === undefined || carries?.roomObject === participation.roomObject || (found && found.since > since))
      continue;
    found = { clause: 'frame.contained', allowed: `${name} alone is closed`, since };
  }
  return found;
}
