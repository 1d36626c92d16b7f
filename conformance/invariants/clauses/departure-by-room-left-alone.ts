import type { Sheet } from '../sheet.js';
import { bearing } from '../timeline/causes.js';
import type { View } from '../timeline/timeline.js';
import { wholeRoom } from '../timeline/view-calls.js';
import { toldWords } from '../timeline/words.js';

/**
 * `departure.by-room-left-alone`: no ParticipantLeft for what ends the stay of everyone.
 * Where nothing has ended the meeting, the code itself is the lie, and `reason.true` speaks of it.
 */
export function byRoomLeftAlone(view: View, sheet: Sheet): void {
  if (view.has('announces_each')) return;
  for (const stay of [...view.stays, ...view.ghosts]) {
    if (stay.left?.reason.every((code) => wholeRoom.includes(code))) sheet.held('departure.by-room-left-alone');
    for (const told of stay.tellings) {
      if (!told.reason.every((code) => wholeRoom.includes(code))) continue;
      if (bearing(view, stay, told.reason, told.at).length === 0) continue;
      sheet.against('departure.by-room-left-alone', told.at, 'RoomLeft alone, to everyone', toldWords(stay, told));
    }
  }
}
