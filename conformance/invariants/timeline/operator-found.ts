/** Whether what a call of the operator names was there, as far as that is certain. */
import { unknown } from './causes.js';
import type { SeenParticipation, Timeline } from './timeline.js';
import type { OperatorCall } from './view-calls.js';

const removals: readonly string[] = ['removeParticipant', 'stopMediaRelay'];

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
function closed(timeline: Timeline, call: OperatorCall, until: number, session: string): boolean {
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
  if (closed(timeline, call, until, call.session)) return true;
  if (!isRemoval(call)) return false;
  return call.targets.some((target) => {
    const participation = timeline.participation(target);
    if (!participation || participation.room !== call.room) return true;
    if (!participation.joined || participation.session === undefined) return false;
    if (call.session !== '' && call.session !== participation.session) return true;
    return closed(timeline, call, until, participation.session);
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
