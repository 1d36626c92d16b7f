import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import type { SeenParticipation, Timeline, WayIn } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';

/** Joins that nobody can have made: `request.refused-changes-nothing`, `room.isolated`, and whatever else says how they came to be. */
export function strangers(timeline: Timeline, sheet: Sheet): void {
  for (const stranger of [...timeline.mentionedOnly, ...timeline.participations]) {
    const { participant, room, mentioned, entry } = stranger;
    if (entry && entry.index < mentioned) continue;
    if (!entry && openEntries(timeline, participant, room).some(({ index }) => index < mentioned)) continue;
    const made = timeline.entries.filter(
      (entry) => entry.roomObject.seat.participant === participant && entry.index < mentioned,
    );
    const told = stranger.tellings[0];
    const seen = told ? toldWords(stranger, told) : `${stranger.id} shown as present in ${room}`;
    const { clause, allowed } = explain(stranger, made);
    sheet.against(clause, mentioned, allowed, seen);
  }
}

function explain({ id, participant, room }: SeenParticipation, made: readonly WayIn[]) {
  const here = made.filter((entry) => entry.room === room);
  const forestalled = here.find((entry) => entry.forestalled);
  const refused = here.find((entry) => entry.refused);
  const repeated = here.find(
    ({ participation, request, roomObject }) => participation && !request && roomObject.attempts.length > 1,
  );
  const elsewhere = made.find((entry) => !entry.refused && !entry.participation);
  if (forestalled)
    return {
      clause: 'switch.first-reason' as const,
      allowed: `nothing of ${participant}: another reason ended its stay before it could switch`,
    };
  if (refused)
    return {
      clause: 'request.refused-changes-nothing' as const,
      allowed: `nothing: ${refused.request ? 'the SwitchRoom' : 'the Join'} of ${refused.roomObject.seat.name} is refused`,
    };
  if (repeated) return { clause: 'repeat.once' as const, allowed: `no second participation for one Join` };
  if (elsewhere)
    return { clause: 'room.isolated' as const, allowed: `nothing of ${participant}, who joins ${elsewhere.room}` };
  return { clause: 'history.nothing-else' as const, allowed: `nothing of ${id}: nobody has joined as that` };
}
