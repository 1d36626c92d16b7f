import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import type { Entry, Stay, View } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';

/** Joins that nobody can have made: `request.refused-changes-nothing`, `room.isolated`, and whatever else says how they came to be. */
export function strangers(view: View, sheet: Sheet): void {
  for (const ghost of [...view.ghosts, ...view.stays]) {
    const { participant, room, mentioned, entry } = ghost;
    if (entry && entry.at < mentioned) continue;
    if (!entry && openEntries(view, participant, room).some(({ at }) => at < mentioned)) continue;
    const made = view.entries.filter((entry) => entry.join.seat.participant === participant && entry.at < mentioned);
    const told = ghost.tellings[0];
    const seen = told ? toldWords(ghost, told) : `${ghost.id} shown as present in ${room}`;
    const { clause, allowed } = explain(ghost, made);
    sheet.against(clause, mentioned, allowed, seen);
  }
}

function explain({ id, participant, room }: Stay, made: readonly Entry[]) {
  const here = made.filter((entry) => entry.room === room);
  const forestalled = here.find((entry) => entry.forestalled);
  const refused = here.find((entry) => entry.refused);
  const repeated = here.find(({ stay, request, join }) => stay && !request && join.attempts.length > 1);
  const elsewhere = made.find((entry) => !entry.refused && !entry.stay);
  if (forestalled)
    return {
      clause: 'switch.first-reason' as const,
      allowed: `nothing of ${participant}: another reason ended its stay before it could switch`,
    };
  if (refused)
    return {
      clause: 'request.refused-changes-nothing' as const,
      allowed: `nothing: ${refused.request ? 'the SwitchRoom' : 'the Join'} of ${refused.join.seat.name} is refused`,
    };
  if (repeated) return { clause: 'repeat.once' as const, allowed: `no second participation for one Join` };
  if (elsewhere)
    return { clause: 'room.isolated' as const, allowed: `nothing of ${participant}, who joins ${elsewhere.room}` };
  return { clause: 'history.nothing-else' as const, allowed: `nothing of ${id}: nobody has joined as that` };
}
