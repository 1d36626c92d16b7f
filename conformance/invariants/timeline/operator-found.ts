/** Whether what a call of the operator names was there, as far as that is certain. */
import { unknown } from './causes.js';
import type { Stay, View } from './timeline.js';
import type { Call } from './view-calls.js';

const removals: readonly string[] = ['removeParticipant', 'stopMediaRelay'];

export const isRemoval = ({ method }: Call): boolean => removals.includes(method);

/** Somebody who was in the room from before the call until after its answer: its session was open all the time. */
const witness = (view: View, { room, at }: Call, until: number): Stay | undefined =>
  view.rooms.get(room)?.stays.find(({ joined, causes }) => joined && causes.present < at && causes.untouched > until);

/** Nobody of these can have been there between a call and its answer. */
const allGone = (stays: readonly Stay[], { at }: Call, until: number): boolean =>
  stays.every(({ causes }) => causes.gone < at || causes.asked > until);

/** Whether a session, or any of the room, was surely not open. */
function closed(view: View, call: Call, until: number, session: string): boolean {
  const room = view.rooms.get(call.room);
  if (!room) return true;
  const present = witness(view, call, until);
  if (session !== '' && present) return present.session !== session;
  if (room.entries.some((entry) => unknown(entry) && entry.at < until)) return false;
  const known = view.sessions.get(session);
  if (session !== '' && !known) return false;
  return allGone(known ? known.stays : room.stays, call, until);
}

/** `operator.not-found`: it names what was surely not there. */
export function surelyMissing(view: View, call: Call, until: number): boolean {
  if (closed(view, call, until, call.session)) return true;
  if (!isRemoval(call)) return false;
  return call.targets.some((target) => {
    const stay = view.stay(target);
    if (!stay || stay.room !== call.room) return true;
    if (!stay.joined || stay.session === undefined) return false;
    if (call.session !== '' && call.session !== stay.session) return true;
    return closed(view, call, until, stay.session);
  });
}

/** It names what was surely there, or has been in the session that surely was. */
export function surelyThere(view: View, call: Call, until: number): boolean {
  const session = witness(view, call, until)?.session;
  if (session === undefined || (call.session !== '' && call.session !== session)) return false;
  return (
    !isRemoval(call) ||
    call.targets.every((target) => view.stay(target)?.joined && view.stay(target)?.session === session)
  );
}
