import type { ClauseId } from '../../../gen/clauses.js';
import type { Candidates, Code } from '../../exchange/index.js';
import { callWrongly } from '../blame-calls.js';
import { endedWrongly } from '../blame-end.js';
import { bearing, codeOf, type Told } from '../timeline/causes.js';
import { taken } from '../timeline/connections.js';
import type { Stay, View } from '../timeline/timeline.js';
import { reasonWords } from '../timeline/words.js';
import { latest, refusedAfterAll, removedWrongly } from '../wrong-causes.js';
import { tooEarly } from './lost-in-time.js';

export const every = (reason: Candidates, codes: readonly Code[]): boolean =>
  reason.every((code) => codes.includes(code));
export const some = (reason: Candidates, codes: readonly Code[]): boolean =>
  reason.some((code) => codes.includes(code));

export interface Blame {
  readonly clause: ClauseId;
  readonly allowed: string;
  /** When what it blames was sent. */
  readonly since: number;
}

/** The clause that says most about how a reason without a cause came to be told. `all`: nobody was told a true one. */
export function blame(view: View, stay: Stay, told: Told, all: boolean): Omit<Blame, 'since'> {
  const { reason, at } = told;
  if (every(reason, [0])) return { clause: 'reason.never-unspecified', allowed: 'a code, or no reason at all' };
  if (every(reason, [1102, 1103, 1104]))
    return { clause: 'reason.local-stays-local', allowed: 'a reason that servers send' };
  const sure = fallback(view, stay, reason, at) ?? movedOn(view, stay, reason) ?? tooSoon(view, stay, told);
  if (sure) return sure;
  const plain = { clause: 'reason.true' as const, allowed: lawful(view, stay, at) };
  // Where somebody else was told the truth of the same departure, `reason.agree` says what is wrong.
  if (!all) return plain;
  const explanations = [displaced, refusedAfterAll, removedWrongly, callWrongly, endedWrongly, closedWrongly]
    .map((explain) => explain(view, stay, reason, at))
    .filter((found) => found !== undefined);
  return latest(explanations) ?? plain;
}

/** What would have been true: the codes of all that can have ended the stay. */
function lawful(view: View, { id, causes }: Stay, at: number): string {
  const codes = new Set<Code>(causes.own.filter((cause) => cause.at < at).map(({ kind }) => codeOf(view, kind)));
  for (const ender of causes.enders) if (ender.at < at) codes.add(ender.code);
  if (codes.size === 0) return `no departure of ${id}: nothing has caused one`;
  return `the departure of ${id} with ${[...codes].map((code) => reasonWords([code])).join(' or ')}`;
}

/** `reason.fallback`: an extended code from a server that does not declare them, or 1007 where it has none to say. */
function fallback(view: View, { causes }: Stay, reason: Candidates, at: number): Omit<Blame, 'since'> | undefined {
  if (view.has('extended_codes')) return undefined;
  const was = causes.own.filter((cause) => cause.at < at).map(({ kind }) => kind);
  const unsaid = was.some((kind) => codeOf(view, kind) === 'absent');
  const mistaken =
    (was.includes('replaced') && every(reason, [1002])) ||
    (was.includes('removeParticipant') && every(reason, ['absent']));
  if (!every(reason, [1010, 1011, 1101]) && !(unsaid && every(reason, [1007])) && !mistaken) return undefined;
  return { clause: 'reason.fallback', allowed: 'no reason, or the core code instead' };
}

/** A switch has led it on, and another reason is told of it: that was first, or was sent behind the switch, or is no reason at all. */
function movedOn(view: View, { id, next, join, causes }: Stay, reason: Candidates): Omit<Blame, 'since'> | undefined {
  if (!next || every(reason, [1005])) return undefined;
  const allowed = `the departure of ${id} with 1005: ${next.id} is where its SwitchRoom has led it`;
  const arrived = Math.min(next.joined?.at ?? next.mentioned, next.mentioned);
  const behind = join?.requests.some(({ kind, stay, at }) => kind === 'leave' && stay === next && at < arrived);
  if (behind && some(reason, [codeOf(view, 'leave')])) return { clause: 'switch.waits', allowed };
  const hit = causes.pretexts.length > 0 || causes.mistaken.length > 0;
  return { clause: hit ? 'switch.first-reason' : 'switch.announced', allowed };
}

/** Before its window's end, or after it had come back. */
function tooSoon(view: View, stay: Stay, told: Told): Omit<Blame, 'since'> | undefined {
  if (!every(told.reason, [1001])) return undefined;
  if ((tooEarly(view, stay, told) ?? -1) >= 0)
    return { clause: 'connection.lost-in-time', allowed: `no departure of ${stay.id} within the resume window` };
  const back = stay.join?.attempts.some(({ kind }, place) => place > 0 && kind !== 'join') ?? false;
  const resumed = back && stay.join?.attempts.some((attempt) => attempt.kind !== 'join' && taken(attempt));
  const lost = stay.join?.attempts.some(({ connection }) => connection.losses.length > 0);
  if (!resumed || !lost || stay.causes.own.some(({ kind }) => kind === 'lost')) return undefined;
  return { clause: 'resume.or-departure', allowed: `no departure of ${stay.id}, which has come back` };
}

/** `join.duplicate`: a newer join has thrown the older one out, and `replace` is not declared. */
function displaced(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  if (!some(reason, [1011]) || view.has('replace')) return undefined;
  const newer = view.rooms
    .get(stay.room)
    ?.entries.findLast(
      (entry) => entry.at < before && entry !== stay.entry && entry.join.seat.participant === stay.participant,
    );
  return newer && { clause: 'join.duplicate', allowed: 'the newer Join refused with already_exists', since: newer.at };
}

/** `connection.goodbye`, `connection.other-close`: the close was taken for the other kind of close. */
function closedWrongly(view: View, stay: Stay, reason: Candidates, before: number): Blame | undefined {
  // Whoever has closed its connection may join again: nobody is told of that as of a close.
  const causes = stay.causes.own.filter(({ at, kind }) => at < before && kind !== 'replaced');
  const [cause] = causes;
  // Where something else can have ended the stay as well, nobody knows what the close was taken for.
  const one = new Set(causes.map(({ kind }) => codeOf(view, kind))).size === 1;
  if (!cause || !one || bearing(view, stay, [1006, 1008, 1009], before).length > 0) return undefined;
  const since = cause.at;
  if (causes.some(({ how }) => how === 'goodbye') && some(reason, [1001])) {
    const allowed = `${reasonWords([codeOf(view, 'goodbye')])}, as for a Leave`;
    return { clause: 'connection.goodbye', allowed, since };
  }
  if (causes.some(({ how }) => how === 'close') && some(reason, [codeOf(view, 'leave'), 1101]))
    return { clause: 'connection.other-close', allowed: '1001, as for a lost connection', since };
  return undefined;
}
