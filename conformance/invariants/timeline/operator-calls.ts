/** What the operator's calls may have done. */
import { reason as reasonCode } from '../../../gen/codes.js';
import { codeOf, means, tellingsOf, unknown } from './causes.js';
import type { OperatorCall } from './parts.js';
import type { Cause, Ender, SeenParticipation, Timeline } from './timeline.js';

const never = Number.POSITIVE_INFINITY;

/** EndMeeting and CloseRoom of a session. */
export function closings({ calls }: Pick<Timeline, 'calls'>, room: string, session: string): Ender[] {
  const found: Ender[] = [];
  for (const call of calls) {
    const code =
      call.method === 'endMeeting'
        ? reasonCode.MEETING_END_API
        : call.method === 'closeRoom'
          ? reasonCode.ROOM_CLOSE
          : undefined;
    if (code && mayAct(call) && means(call, { room, session })) found.push({ index: call.index, code, call });
  }
  return found;
}

const names = ({ method, targets }: OperatorCall, { id }: SeenParticipation): boolean =>
  (method === 'removeParticipant' || method === 'stopMediaRelay') && targets.includes(id);

const declared = (timeline: Timeline, { method }: OperatorCall): boolean =>
  method !== 'stopMediaRelay' || timeline.has('relay');

/** RemoveParticipant and StopMediaRelay that name it. */
export const callCauses = (timeline: Timeline, participation: SeenParticipation): Cause[] =>
  timeline.calls
    .filter(
      (call) => names(call, participation) && mayAct(call) && means(call, participation) && declared(timeline, call),
    )
    .map((call): Cause => ({ kind: call.method, index: call.index, call }));

/** Calls that would have ended it, had they been right. */
export const mistakenCalls = (timeline: Timeline, participation: SeenParticipation): OperatorCall[] =>
  timeline.calls.filter((call) => {
    const concerned = names(call, participation) || call.method === 'endMeeting' || call.method === 'closeRoom';
    if (call.room !== participation.room) return concerned;
    return concerned && !(mayAct(call) && means(call, participation) && declared(timeline, call));
  });

/** Where an accepted call had surely ended it, or had come too late to: borne out as `removedAt` in bounds.ts says. */
export function removedByCalls(
  timeline: Timeline,
  participation: SeenParticipation,
  own: readonly Cause[],
  others: number,
): number {
  let least = never;
  for (const { kind, call } of own) {
    const { answer } = call ?? {};
    if (answer?.kind !== 'accepted') continue;
    const told = tellingsOf(participation).some(({ reason }) => reason.includes(codeOf(timeline, kind)));
    if (told || others < answer.index) least = Math.min(least, answer.index);
  }
  return least;
}

/** A call that may have taken effect. */
const mayAct = ({ authorized, answer }: OperatorCall): boolean => authorized && answer?.kind !== 'rejected';

const removals: readonly string[] = ['removeParticipant', 'stopMediaRelay'];

/** Whether the call names participations that it removes. */
export const isRemoval = ({ method }: OperatorCall): boolean => removals.includes(method);

/** Somebody who was in the room from before the call until after its answer: its session was open all the time. */
const witness = (timeline: Timeline, { room, index }: OperatorCall, until: number): SeenParticipation | undefined =>
  timeline.rooms
    .get(room)
    ?.participations.find(({ joined, causes }) => joined && causes.present < index && causes.untouched > until);

/** Nobody of these can have been there between a call and its answer. */
const allGone = (participations: readonly SeenParticipation[], { index }: OperatorCall, until: number): boolean =>
  participations.every(({ causes }) => causes.gone < index || causes.asked > until);

/** Whether a session, or any of the room, was surely not open. */
function isSurelyClosed(timeline: Timeline, call: OperatorCall, until: number, session: string): boolean {
  const room = timeline.rooms.get(call.room);
  if (!room) return true;
  const present = witness(timeline, call, until);
  if (session !== '' && present) return present.session !== session;
  if (room.entries.some((entry) => unknown(entry) && entry.index < until)) return false;
  const known = timeline.sessions.get(session);
  if (session !== '' && !known) return false;
  return allGone(known ? known.participations : room.participations, call, until);
}

/** `operator.not-found`: it names what was surely not there. */
export function surelyMissing(timeline: Timeline, call: OperatorCall, until: number): boolean {
  if (isSurelyClosed(timeline, call, until, call.session)) return true;
  if (!isRemoval(call)) return false;
  return call.targets.some((target) => {
    const participation = timeline.participation(target);
    if (!participation || participation.room !== call.room) return true;
    if (!participation.joined) return false;
    if (call.session !== '' && call.session !== participation.session) return true;
    return isSurelyClosed(timeline, call, until, participation.session);
  });
}

/** It names what was surely there, or has been in the session that surely was. */
export function surelyThere(timeline: Timeline, call: OperatorCall, until: number): boolean {
  const session = witness(timeline, call, until)?.session;
  if (session === undefined || (call.session !== '' && call.session !== session)) return false;
  return (
    !isRemoval(call) ||
    call.targets.every(
      (target) => timeline.participation(target)?.joined && timeline.participation(target)?.session === session,
    )
  );
}
