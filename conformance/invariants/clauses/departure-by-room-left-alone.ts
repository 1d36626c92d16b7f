import type { Sheet } from '../sheet.js';
import { bearing } from '../timeline/causes.js';
import type { Timeline } from '../timeline/timeline.js';
import { wholeRoom } from '../timeline/view-calls.js';
import { toldWords } from '../timeline/words.js';

/**
 * `departure.by-room-left-alone`: no ParticipantLeft for what ends the stay of everyone.
 * Where nothing has ended the meeting, the code itself is the lie, and `reason.true` speaks of it.
 */
export function byRoomLeftAlone(timeline: Timeline, sheet: Sheet): void {
  if (timeline.has('announces_each')) return;
  for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
    if (participation.left?.reason.every((code) => wholeRoom.includes(code)))
      sheet.held('departure.by-room-left-alone');
    for (const told of participation.tellings) {
      if (!told.reason.every((code) => wholeRoom.includes(code))) continue;
      if (bearing(timeline, participation, told.reason, told.index).length === 0) continue;
      sheet.against(
        'departure.by-room-left-alone',
        told.index,
        'RoomLeft alone, to everyone',
        toldWords(participation, told),
      );
    }
  }
}
