import type { Sheet } from '../sheet.js';
import { type ToldDeparture, tellingsOf } from '../timeline/causes.js';
import type { Timeline } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';
import { blame } from './blame.js';

/**
 * `reason.true`: every reason has its cause, sent before anybody was told.
 * What is told without one is put down to the clause that says most about how it came to be.
 */
export function reasonTrue(timeline: Timeline, sheet: Sheet): void {
  for (const participation of [...timeline.participations, ...timeline.mentionedOnly]) {
    const told = tellingsOf(participation);
    countChecks(timeline, sheet, told);
    const { unfounded } = participation.causes;
    for (const telling of unfounded) {
      const { clause, allowed } = blame(timeline, participation, telling, unfounded.length === told.length);
      sheet.held(clause);
      const seen = toldWords(participation, telling);
      sheet.against(clause, telling.index, allowed, seen);
      if (!ofItsOwn.includes(clause)) sheet.against('reason.true', telling.index, allowed, seen);
      if (clause === 'switch.waits') sheet.against('switch.announced', telling.index, allowed, seen);
    }
  }
}

/** What is wrong with such a reason is not that it is untrue. */
const ofItsOwn = [
  'reason.true',
  'reason.never-unspecified',
  'reason.local-stays-local',
  'reason.fallback',
  'connection.lost-in-time',
];

function countChecks(timeline: Timeline, sheet: Sheet, told: readonly ToldDeparture[]): void {
  sheet.held('reason.true', told.length);
  sheet.held('reason.never-unspecified', told.length);
  sheet.held('reason.local-stays-local', told.length);
  if (!timeline.has('extended_codes')) sheet.held('reason.fallback', told.length);
}
