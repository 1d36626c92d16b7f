import { openJoins } from './causes.js';
import type { Sheet } from './sheet.js';
import type { View } from './view.js';
import { toldWords } from './words.js';

/** Joins that nobody can have made. `request.refused-changes-nothing`, `room.isolated`, `history.nothing-else`. */
export function strangers(view: View, sheet: Sheet): void {
  for (const ghost of view.ghosts) {
    const { participant, room, mentioned } = ghost;
    const may = openJoins(view, participant, room).some(({ at }) => at < mentioned);
    if (may) continue;
    const made = view.joins.filter((join) => join.connection.seat.participant === participant && join.at < mentioned);
    const refused = made.find((join) => join.refused && join.room === room);
    const elsewhere = made.find((join) => !join.refused && !join.stay);
    const told = ghost.tellings[0];
    const seen = told ? toldWords(ghost, told) : `${ghost.id} shown as present in ${room}`;
    if (refused) {
      const allowed = `nothing: the Join of ${refused.connection.name} is refused`;
      sheet.against('request.refused-changes-nothing', mentioned, allowed, seen);
    } else if (elsewhere)
      sheet.against('room.isolated', mentioned, `nothing of ${participant}, who joins ${elsewhere.room}`, seen);
    else sheet.against('history.nothing-else', mentioned, `nothing of ${ghost.id}: nobody has joined as that`, seen);
  }
}
