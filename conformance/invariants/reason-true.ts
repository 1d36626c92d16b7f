import type { ClauseId } from '../../gen/clauses.js';
import type { Candidates, Code } from '../exchange/index.js';
import { bearing, codeOf, refused, type Told, tellingsOf } from './causes.js';
import type { Sheet } from './sheet.js';
import type { Request, Stay, View } from './view.js';
import { reasonWords, requestWords, toldWords } from './words.js';

/**
 * `reason.true`: every reason has its cause, sent before anybody was told.
 * What is told without one is put down to the clause that says most about how it came to be.
 */
export function reasonTrue(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) {
    const told = tellingsOf(stay);
    countChecks(view, sheet, told);
    for (const telling of stay.causes.unfounded) {
      const { clause, allowed } = blame(view, stay, telling);
      sheet.held(clause);
      sheet.against(clause, telling.at, allowed, toldWords(stay, telling));
    }
  }
}

function countChecks(view: View, sheet: Sheet, told: readonly Told[]): void {
  sheet.held('reason.true', told.length);
  sheet.held('reason.never-unspecified', told.length);
  sheet.held('reason.local-stays-local', told.length);
  if (!view.has('extended_codes')) sheet.held('reason.fallback', told.length);
}

const every = (reason: Candidates, codes: readonly Code[]): boolean => reason.every((code) => codes.includes(code));
const some = (reason: Candidates, codes: readonly Code[]): boolean => reason.some((code) => codes.includes(code));

interface Blame {
  readonly clause: ClauseId;
  readonly allowed: string;
}

function blame(view: View, stay: Stay, telling: Told): Blame {
  const { reason, at } = telling;
  if (every(reason, [0])) return { clause: 'reason.never-unspecified', allowed: 'a code, or no reason at all' };
  if (every(reason, [1102, 1103, 1104]))
    return { clause: 'reason.local-stays-local', allowed: 'a reason that servers send' };
  return (
    fallback(view, stay, reason, at) ??
    displaced(view, stay, reason, at) ??
    refusedAfterAll(view, stay, reason, at) ??
    removedWrongly(view, stay, reason, at) ??
    endedWrongly(view, stay, reason, at) ??
    closedWrongly(view, stay, reason, at) ?? { clause: 'reason.true', allowed: lawful(view, stay, at) }
  );
}

/** What would have been true: the codes of all that can have ended the stay. */
function lawful(view: View, stay: Stay, at: number): string {
  const codes = new Set(stay.causes.own.filter((cause) => cause.at < at).map(({ kind }) => codeOf(view, kind)));
  if (bearing(view, stay, [1008], at).length > 0) codes.add(1008);
  if (codes.size === 0) return `no departure of ${stay.id}: nothing has caused one`;
  return `the departure of ${stay.id} with ${[...codes].map((code) => reasonWords([code])).join(' or ')}`;
}

/** `reason.fallback`: an extended code from a server that does not declare them, or 1007 where it has none to say. */
function fallback(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  if (view.has('extended_codes')) return undefined;
  const left = stay.causes.own.some((cause) => cause.at < at && (cause.kind === 'leave' || cause.kind === 'goodbye'));
  if (!every(reason, [1010, 1011, 1101]) && !(left && every(reason, [1007]))) return undefined;
  return { clause: 'reason.fallback', allowed: 'no reason, or the core code instead' };
}

/** `join.duplicate`: a newer join has thrown the older one out, and `replace` is not declared. */
function displaced(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  if (!some(reason, [1011]) || view.has('replace')) return undefined;
  const joins = view.rooms.get(stay.room)?.joins ?? [];
  const newer = joins.some(
    (join) => join.at < at && join !== stay.join && join.connection.seat.participant === stay.participant,
  );
  return newer ? { clause: 'join.duplicate', allowed: 'the newer Join refused with already_exists' } : undefined;
}

/** `request.refused-changes-nothing`: the only request that could have done it has been refused. */
function refusedAfterAll(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  const tried = (request: Request) => refused(request) && request.at < at;
  const removes = some(reason, [1002]) ? stay.causes.pretexts : [];
  const ends = some(reason, [1008]) ? (view.sessions.get(stay.session ?? '')?.ends ?? []) : [];
  const leaves = some(reason, [codeOf(view, 'leave')]) ? (stay.join?.requests ?? []) : [];
  const request = [...removes, ...ends, ...leaves.filter(({ kind }) => kind === 'leave')].find(tried);
  if (!request) return undefined;
  return { clause: 'request.refused-changes-nothing', allowed: `no effect: ${requestWords(request)} is refused` };
}

/** A Remove that names it, of somebody who may not; or a Remove that names somebody else. */
function removedWrongly(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  if (!some(reason, [1002])) return undefined;
  for (const request of stay.causes.pretexts) {
    if (request.at > at) continue;
    const actor = request.join.stay;
    const allowed = `${requestWords(request)} refused`;
    if (actor === stay) return { clause: 'remove.self', allowed };
    if (actor && actor.room !== stay.room) return { clause: 'room.isolated', allowed };
    if (actor && actor.session !== stay.session) return { clause: 'remove.unknown', allowed };
    if (!view.has('remove')) return { clause: 'request.unknown', allowed };
    if (request.join.connection.seat.role !== 'host') return { clause: 'remove.authority', allowed };
  }
  return namesake(view, stay, at);
}

/** `remove.departed`, `remove.unknown`: an older stay of the same participant was named, and the newer one is hit. */
function namesake(view: View, stay: Stay, at: number): Blame | undefined {
  for (const request of view.requests) {
    if (request.kind !== 'remove' || request.at > at || request.join.room !== stay.room) continue;
    const named = request.target === undefined ? undefined : view.stay(request.target);
    if (!named || named === stay || named.participant !== stay.participant) continue;
    const clause = named.session === stay.session ? 'remove.departed' : 'remove.unknown';
    return { clause, allowed: `no effect on ${stay.id}: ${requestWords(request)} names another one` };
  }
  return undefined;
}

/** The whole room is told that it is over, and nobody in it has ended it. */
function endedWrongly(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  if (!hitAsOne(stay) || !every(reason, wholeRoom)) return undefined;
  const session = view.sessions.get(stay.session ?? '')?.stays ?? [];
  const host = session.find((other) => other.role === 'host' && hasLeft(other, at));
  if (host && session.some((other) => other !== host && hitAsOne(other)))
    return { clause: 'leave.host-does-not-end', allowed: `the meeting goes on without ${host.id}` };
  if (!every(reason, [1008])) return brokenFrame(view, stay, at);
  const end = view.requests.find((request) => request.kind === 'end' && request.at < at && !refused(request));
  if (!end) return brokenFrame(view, stay, at);
  const clause = end.join.room === stay.room ? 'end.new-session' : 'room.isolated';
  return { clause, allowed: `${requestWords(end)} ends its own session alone` };
}

const wholeRoom = [1006, 1008, 1009];
const hitAsOne = ({ left }: Stay): boolean => left !== undefined && every(left.reason, wholeRoom);

/** It went alone: by Leave, or with its connection. Breaking a rule for frames is another matter. */
const hasLeft = ({ causes }: Stay, at: number): boolean =>
  causes.own.some((cause) => cause.at < at && cause.kind !== 'remove' && cause.how !== 'malformed');

/** `frame.contained`: one connection broke a rule for frames, and everybody is sent home. */
function brokenFrame(view: View, stay: Stay, at: number): Blame | undefined {
  const broken = view.connections.find(
    ({ losses, stay: owner }) => owner !== stay && losses.some((loss) => loss.how === 'malformed' && loss.at < at),
  );
  return broken && { clause: 'frame.contained', allowed: `${broken.name} alone is closed` };
}

/** `connection.goodbye`, `connection.other-close`: the close was taken for the other kind of close. */
function closedWrongly(view: View, stay: Stay, reason: Candidates, at: number): Blame | undefined {
  const closed = stay.causes.own.find((cause) => cause.at < at && (cause.how === 'goodbye' || cause.how === 'close'));
  if (closed?.how === 'goodbye' && some(reason, [1001]))
    return { clause: 'connection.goodbye', allowed: `${reasonWords([codeOf(view, 'goodbye')])}, as for a Leave` };
  if (closed?.how === 'close' && some(reason, [codeOf(view, 'leave'), 1101]))
    return { clause: 'connection.other-close', allowed: '1001, as for a lost connection' };
  return undefined;
}
