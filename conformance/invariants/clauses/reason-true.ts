import { reason as reasonCode } from '../../../gen/codes.js';
import type { Candidates, Code } from '../../exchange/words.js';
import { invariant } from '../invariant.js';
import { plainlyWrong } from '../plainly-wrong.js';
import type { Sheet } from '../sheet.js';
import { bearing, codeOf, removing, tellingsOf, wholeRoom } from '../timeline/causes.js';
import type { SeenParticipation, Timeline, ToldDeparture } from '../timeline/timeline.js';
import { reasonWords, toldWords } from '../timeline/words.js';
import {
  callWrongly,
  endedWrongly,
  every,
  latest,
  refusedAfterAll,
  removedWrongly,
  some,
  type WrongCause,
} from '../wrong-causes.js';

/**
 * `reason.true`: every reason has its cause, sent before anybody was told.
 * What is told without one is put down to the clause that says most about how it came to be.
 */
export const reasonTrue = invariant({
  clauses: [
    'reason.true',
    'reason.fallback',
    'connection.lost-in-time',
    'connection.goodbye',
    'connection.other-close',
    'switch.waits',
    'switch.announced',
    'switch.first-reason',
    'resume.or-departure',
    'join.duplicate',
    'request.refused-changes-nothing',
    'request.unknown',
    'request.never-twice',
    'frame.contained',
    'room.isolated',
    'remove.self',
    'remove.authority',
    'remove.unknown',
    'remove.departed',
    'operator.authorized',
    'operator.relay-undeclared',
    'operator.departed',
    'operator.not-found',
    'leave.host-does-not-end',
    'end.new-session',
    'end.everyone',
    'operator.close',
    'operator.end',
    'departure.tells-others',
    'reason.never-unspecified',
    'reason.local-stays-local',
  ],
  scope: { streams: ['reason.never-unspecified', 'reason.local-stays-local'] },
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
      const told = tellingsOf(participation);
      countChecks(timeline, sheet, told);
      const { unfounded } = participation.causes;
      for (const telling of unfounded) {
        const { clause, allowed } = clauseOfUnfounded(
          timeline,
          participation,
          telling,
          unfounded.length === told.length,
        );
        sheet.held(clause);
        const seen = toldWords(participation, telling);
        sheet.against(clause, telling.index, allowed, seen);
        if (!ofItsOwn.includes(clause)) sheet.against('reason.true', telling.index, allowed, seen);
        if (clause === 'switch.waits') sheet.against('switch.announced', telling.index, allowed, seen);
      }
    }
  },
});

/** What is wrong with such a reason is not that it is untrue. */
const ofItsOwn = [
  'reason.true',
  'reason.never-unspecified',
  'reason.local-stays-local',
  'reason.fallback',
  'connection.lost-in-time',
  'departure.tells-others',
];

function countChecks(timeline: Timeline, sheet: Sheet, told: readonly ToldDeparture[]): void {
  sheet.held('reason.true', told.length);
  sheet.held('reason.never-unspecified', told.length);
  sheet.held('reason.local-stays-local', told.length);
  if (!timeline.has('extended_codes')) sheet.held('reason.fallback', told.length);
}

/** The clause that says most about how a reason without a cause came to be told. `all`: nobody was told a true one. */
function clauseOfUnfounded(
  timeline: Timeline,
  participation: SeenParticipation,
  told: ToldDeparture,
  all: boolean,
): Omit<WrongCause, 'since'> {
  const { reason, index } = told;
  if (every(reason, [0])) return { clause: 'reason.never-unspecified', allowed: 'a code, or no reason at all' };
  if (
    every(reason, [
      reasonCode.WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED,
      reasonCode.JOIN_ROOM_FAILED,
      reasonCode.SWITCH_ROOM_FAILED,
    ])
  )
    return { clause: 'reason.local-stays-local', allowed: 'a reason that servers send' };
  const plainly = plainlyWrong(timeline, participation, told);
  if (plainly) return plainly;
  const plain = { clause: 'reason.true' as const, allowed: lawful(timeline, participation, index) };
  // Where somebody else was told the truth of the same departure, `reason.agree` says what is wrong. Where it was removed
  // as it was asked for, nobody need ask what else may have ended it.
  if (!all || isSurelyRemoved(participation, index)) return plain;
  const explanations = [displaced, refusedAfterAll, removedWrongly, callWrongly, endedWrongly, closedWrongly]
    .map((explain) => explain(timeline, participation, reason, index))
    .filter((found) => found !== undefined);
  return latest(explanations) ?? plain;
}

const isSurelyRemoved = ({ causes }: SeenParticipation, before: number): boolean =>
  causes.own.some(
    ({ kind, index, request, call }) =>
      removing(kind) && index < before && (request ?? call)?.answer?.kind === 'accepted',
  );

/** What would have been true: the codes of all that can have ended the participation. */
function lawful(timeline: Timeline, { id, causes }: SeenParticipation, index: number): string {
  const codes = new Set<Code>(
    causes.own.filter((cause) => cause.index < index).map(({ kind }) => codeOf(timeline, kind)),
  );
  for (const ender of causes.enders) if (ender.index < index) codes.add(ender.code);
  if (codes.size === 0) return `no departure of ${id}: nothing has caused one`;
  return `the departure of ${id} with ${[...codes].map((code) => reasonWords([code])).join(' or ')}`;
}

/** `join.duplicate`: a newer join has thrown the older one out, and `replace` is not declared. */
function displaced(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): WrongCause | undefined {
  if (!some(reason, [reasonCode.DUPLICATE_PARTICIPANT]) || timeline.has('replace')) return undefined;
  const newer = timeline.rooms
    .get(participation.room)
    ?.entries.findLast(
      (entry) =>
        entry.index < before &&
        entry !== participation.entry &&
        entry.roomObject.seat.participant === participation.participant,
    );
  return (
    newer && { clause: 'join.duplicate', allowed: 'the newer Join refused with already_exists', since: newer.index }
  );
}

/** `connection.goodbye`, `connection.other-close`: the close was taken for the other kind of close. */
function closedWrongly(
  timeline: Timeline,
  participation: SeenParticipation,
  reason: Candidates,
  before: number,
): WrongCause | undefined {
  // Somebody who has closed its connection may join again: nobody is told of that as of a close.
  const causes = participation.causes.own.filter(({ index, kind }) => index < before && kind !== 'replaced');
  const [cause] = causes;
  // Where something else can have ended the participation as well, nobody knows what the close was taken for.
  const one = new Set(causes.map(({ kind }) => codeOf(timeline, kind))).size === 1;
  if (!cause || !one || bearing(timeline, participation, wholeRoom, before).length > 0) return undefined;
  const since = cause.index;
  if (causes.some(({ how }) => how === 'goodbye') && some(reason, [reasonCode.WEBSOCKET_DISCONNECTED])) {
    const allowed = `${reasonWords([codeOf(timeline, 'goodbye')])}, as for a Leave`;
    return { clause: 'connection.goodbye', allowed, since };
  }
  if (
    causes.some(({ how }) => how === 'close') &&
    some(reason, [codeOf(timeline, 'leave'), reasonCode.MANUAL_LEAVE_CALLED])
  )
    return { clause: 'connection.other-close', allowed: '1001, as for a lost connection', since };
  return undefined;
}
