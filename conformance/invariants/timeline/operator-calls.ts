/** What the operator's calls may have done. */
import { type Cause, codeOf, tellingsOf } from './causes.js';
import type { Ender, Stay, View } from './timeline.js';
import { type Call, mayAct } from './view-calls.js';

const never = Number.POSITIVE_INFINITY;

/** A call without a session means whichever is open. */
export const means = ({ room, session }: Call, stay: Pick<Stay, 'room' | 'session'>): boolean =>
  room === stay.room && (session === '' || stay.session === undefined || session === stay.session);

/** EndMeeting and CloseRoom of a session; of any session of the room, if it is not known. */
export function closings(view: View, room: string, session: string | undefined): Ender[] {
  const found: Ender[] = [];
  for (const call of view.calls) {
    const code = call.method === 'endMeeting' ? 1009 : call.method === 'closeRoom' ? 1006 : undefined;
    if (code && mayAct(call) && means(call, { room, session })) found.push({ at: call.at, code, call });
  }
  return found;
}

const names = ({ method, targets }: Call, { id }: Stay): boolean =>
  (method === 'removeParticipant' || method === 'stopMediaRelay') && targets.includes(id);

const declared = (view: View, { method }: Call): boolean => method !== 'stopMediaRelay' || view.has('relay');

/** RemoveParticipant and StopMediaRelay that name it. */
export const callCauses = (view: View, stay: Stay): Cause[] =>
  view.calls
    .filter((call) => names(call, stay) && mayAct(call) && means(call, stay) && declared(view, call))
    .map((call): Cause => ({ kind: call.method, at: call.at, call }));

/** Calls that would have ended it, had they been right. */
export const mistakenCalls = (view: View, stay: Stay): Call[] =>
  view.calls.filter((call) => {
    const concerned = names(call, stay) || call.method === 'endMeeting' || call.method === 'closeRoom';
    if (call.room !== stay.room) return concerned;
    return concerned && !(mayAct(call) && means(call, stay) && declared(view, call));
  });

/** Where an accepted call had surely ended it, or had come too late to: borne out as `removedAt` in bounds.ts says. */
export function removedByCalls(view: View, stay: Stay, own: readonly Cause[], others: number): number {
  let least = never;
  for (const { kind, call } of own) {
    const { answer } = call ?? {};
    if (answer?.kind !== 'accepted') continue;
    const told = tellingsOf(stay).some(({ reason }) => reason.includes(codeOf(view, kind)));
    if (told || others < answer.at) least = Math.min(least, answer.at);
  }
  return least;
}
