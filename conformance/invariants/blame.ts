import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates, Code } from '../exchange/index.js';
import { bearing, codeOf, endsOf, refused, type Told } from './causes.js';
import { provenAt, type Request, type Stay, type View } from './view.js';
import { reasonWords, requestWords } from './words.js';

const every = (reason: Candidates, codes: readonly Code[]): boolean => reason.every((code) => codes.includes(code));
const some = (reason: Candidates, codes: readonly Code[]): boolean => reason.some((code) => codes.includes(code));

interface Blame {
  readonly clause: ClauseId;
  readonly allowed: string;
  /** When what it blames was sent. */
  readonly since: number;
}

/** The clause that says most about how a reason without a cause came to be told. `all`: nobody was told a true one. */
export function blame(view: View, stay: Stay, { reason, at }: Told, all: boolean): Omit<Blame, 'since'> {
  if (every(reason, [0])) return { clause: 'reason.never-unspecified', allowed: 'a code, or no reason at all' };
  if (every(reason, [1102, 1103, 1104]))
    return { clause: 'reason.local-stays-local', allowed: 'a reason that servers send' };
  const byCode = fallback(view, stay, reason, at);
  if (byCode) return byCode;
  const plain = { clause: 'reason.true' as const, allowed: lawful(view, stay, at) };
  // Where somebody else was told the truth of the same departure, `reason.agree` says what is wrong.
  if (!all) return plain;
  const explanations = [displaced, refusedAfterAll, removedWrongly, endedWrongly, closedWrongly]
    .map((explain) => explain(view, stay, reason, at))
    .filter((found) => found !== undefined);
  return explanations.sort((a, b) => b.since - a.since)[0] ?? plain;
}

/** What would have been true: the codes of all that can have ended the stay. */
function lawful(view: View, stay: Stay, at: number): string {
  const codes = new Set(stay.causes.own.filter((cause) => cause.at < at).map(({ kind }) => codeOf(view, kind)));
  if (bearing(view, stay, [1008], at).length > 0) codes.add(1008);
  if (codes.size === 0) return `no departure of ${stay.id}: nothing has caused one`;
  return `the departure of ${stay.id} with ${[...codes].map((code) => reasonWords([code])).join(' or ')}`;
}

/** `reason.fallback`: an extended code from a server that does not declare them, or 1007 where it has none to say. */
function fallback(view: View, stay: Stay, reason: Candidates, at: number): Omit<Blame, 'since'> | undefined {
  if (view.has('extended_codes')) return undefined;
  const left = stay.causes.own.some((cause) => cause.at < at && (cause.kind === 'leave' || cause.kind === 'goodbye'));
  if (!every(reason, [1010, 1011, 1101]) && !(left && every(reason, [1007]))) return undefined;
  return { clause: 'reason.fallback', allowed: 'no reason, or the core code instead' };
}

/** `join.duplicate`: a newer join has thrown the older one out, and `replace` is not declared. */
function displaced(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!some(reason, [1011]) || view.has('replace')) return undefined;
  const newer = view.rooms
    .get(stay.room)
    ?.joins.findLast(
      ({ at, connection }) =>
        at < before && connection !== stay.connection && connection.seat.participant === stay.participant,
    );
  return newer && { clause: 'join.duplicate', allowed: 'the newer Join refused with already_exists', since: newer.at };
}

/** `request.refused-changes-nothing`: a request that has been refused could have done it. */
function refusedAfterAll(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  const removes = some(reason, [1002]) ? stay.causes.pretexts : [];
  const ends = some(reason, [1008]) ? endsOf(view, stay) : [];
  const own = some(reason, [codeOf(view, 'leave')]) ? (stay.join?.requests ?? []) : [];
  const tried = [...removes, ...ends, ...own.filter(({ kind }) => kind === 'leave')];
  const request = latest(tried.filter((each) => refused(each) && each.at < before && !spent(stay, each, before)));
  if (!request) return undefined;
  const allowed = `no effect: ${requestWords(request)} is refused`;
  return { clause: 'request.refused-changes-nothing', allowed, since: request.at };
}

/** The fence: whoever has been answered since cannot be hit by it any more. */
function spent(stay: Stay, { answer }: Request, before: number): boolean {
  const proof = answer && provenAt(stay, answer.at);
  return proof !== undefined && proof < before;
}

const latest = <T extends { readonly at: number }>(list: readonly T[]): T | undefined =>
  list.reduce<T | undefined>((best, each) => (best && best.at > each.at ? best : each), undefined);

/** A Remove that names it, of somebody who may not; or a Remove that names somebody else. */
function removedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!some(reason, [1002])) return undefined;
  const pretexts = stay.causes.pretexts.filter((each) => !refused(each) && each.at < before);
  const request = latest(pretexts.filter((each) => !spent(stay, each, before)));
  if (!request) return namesake(view, stay, before);
  const clause = unlawful(view, request, stay);
  return clause && { clause, allowed: `${requestWords(request)} refused`, since: request.at };
}

/** Why a Remove must not end the stay that it names. */
function unlawful(view: View, { join }: Request, stay: Stay): ClauseId | undefined {
  const actor = join.stay;
  if (!view.has('remove')) return 'request.unknown';
  if (actor === stay) return 'remove.self';
  if (join.room !== stay.room) return 'room.isolated';
  if (join.connection.seat.role !== 'host') return 'remove.authority';
  return actor && actor.session !== stay.session ? 'remove.unknown' : undefined;
}

/** `remove.departed`, `remove.unknown`: an older stay of the same participant was named, and the newer one is hit. */
function namesake(view: View, stay: Stay, before: number): Blame | undefined {
  const request = view.requests.findLast((each) => {
    const { kind, at, join, target } = each;
    if (kind !== 'remove' || at > before || join.room !== stay.room || target === undefined) return false;
    const named = view.stay(target);
    return (
      !refused(each) &&
      !spent(stay, each, before) &&
      named !== undefined &&
      named !== stay &&
      named.participant === stay.participant
    );
  });
  if (!request) return undefined;
  const sameSession = view.stay(request.target ?? '')?.session === stay.session;
  const allowed = `no effect on ${stay.id}: ${requestWords(request)} names another one`;
  return { clause: sameSession ? 'remove.departed' : 'remove.unknown', allowed, since: request.at };
}

const wholeRoom = [1006, 1008, 1009];
const hitAsOne = ({ left }: Stay): boolean => left !== undefined && every(left.reason, wholeRoom);

/** The whole room is told that it is over, and nobody in it has ended it. */
function endedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!hitAsOne(stay) || !every(reason, wholeRoom)) return undefined;
  const found = [hostGone(view, stay, before), every(reason, [1008]) ? otherEnd(view, stay, before) : undefined];
  const asked = found.filter((each) => each !== undefined).sort((a, b) => b.since - a.since);
  return asked[0] ?? brokenFrame(view, stay, before);
}

/** `leave.host-does-not-end`: a host went, and others were sent home. */
function hostGone(view: View, stay: Stay, before: number): Blame | undefined {
  const session = view.sessions.get(stay.session ?? '')?.stays ?? [];
  let found: Blame | undefined;
  for (const host of session) {
    if (host.role !== 'host' || !session.some((other) => other !== host && hitAsOne(other))) continue;
    const since = leftAt(host, before);
    if (since === undefined || (found && found.since > since)) continue;
    found = { clause: 'leave.host-does-not-end', allowed: `the meeting goes on without ${host.id}`, since };
  }
  return found;
}

/** When it went alone: by Leave, or with its connection. Breaking a rule for frames is another matter. */
const leftAt = ({ causes }: Stay, before: number): number | undefined =>
  causes.own.find(({ at, kind, how }) => at < before && kind !== 'remove' && how !== 'malformed')?.at;

/** `room.isolated`, `end.new-session`: an End of another room, or of another session of this one. */
function otherEnd(view: View, stay: Stay, before: number): Blame | undefined {
  const end = view.requests.findLast(
    (each) => each.kind === 'end' && each.at < before && !refused(each) && !spent(stay, each, before),
  );
  if (!end) return undefined;
  const clause = end.join.room === stay.room ? 'end.new-session' : 'room.isolated';
  return { clause, allowed: `${requestWords(end)} ends its own session alone`, since: end.at };
}

/** `frame.contained`: one connection broke a rule for frames, and everybody is sent home. */
function brokenFrame(view: View, stay: Stay, before: number): Blame | undefined {
  let found: Blame | undefined;
  for (const { stay: owner, losses, name } of view.connections) {
    const since = losses.find(({ at, how }) => how === 'malformed' && at < before)?.at;
    if (since === undefined || owner === stay || (found && found.since > since)) continue;
    found = { clause: 'frame.contained', allowed: `${name} alone is closed`, since };
  }
  return found;
}

/** `connection.goodbye`, `connection.other-close`: the close was taken for the other kind of close. */
function closedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  const causes = stay.causes.own.filter(({ at }) => at < before);
  const [cause] = causes;
  // Where something else can have ended the stay as well, nobody knows what the close was taken for.
  const one = new Set(causes.map(({ kind }) => codeOf(view, kind))).size === 1;
  if (!cause || !one || bearing(view, stay, [1008], before).length > 0) return undefined;
  const since = cause.at;
  if (causes.some(({ how }) => how === 'goodbye') && some(reason, [1001])) {
    const allowed = `${reasonWords([codeOf(view, 'goodbye')])}, as for a Leave`;
    return { clause: 'connection.goodbye', allowed, since };
  }
  if (causes.some(({ how }) => how === 'close') && some(reason, [codeOf(view, 'leave'), 1101]))
    return { clause: 'connection.other-close', allowed: '1001, as for a lost connection', since };
  return undefined;
}
