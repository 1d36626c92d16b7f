/** What the operator's calls may have done. */
import { type Cause, codeOf, tellingsOf } from './causes.js';
import type { Ender, SeenParticipation, Timeline } from './timeline.js';
import { mayAct, type OperatorCall } from './view-calls.js';

const never = Number.POSITIVE_INFINITY;

/** A call without a session means whichever is open. */
export const means = (
  { room, session }: OperatorCall,
  participation: Pick<SeenParticipation, 'room' | 'session'>,
): boolean =>
  room === participation.room &&
  (session === '' || participation.session === undefined || session === participation.session);

/** EndMeeting and CloseRoom of a session; of any session of the room, if it is not known. */
export function closings(timeline: Timeline, room: string, session: string | undefined): Ender[] {
  const found: Ender[] = [];
  for (const call of timeline.calls) {
    const code = call.method === 'endMeeting' ? 1009 : call.method === 'closeRoom' ? 1006 : undefined;
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
