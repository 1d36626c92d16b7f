import type { Sheet } from '../sheet.js';
import { type Told, tellingsOf } from '../timeline/causes.js';
import type { View } from '../timeline/timeline.js';
import { toldWords } from '../timeline/words.js';
import { blame } from './blame.js';

/**
 * `reason.true`: every reason has its cause, sent before anybody was told.
 * What is told without one is put down to the clause that says most about how it came to be.
 */
export function reasonTrue(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) {
    const told = tellingsOf(stay);
    countChecks(view, sheet, told);
    const { unfounded } = stay.causes;
    for (const telling of unfounded) {
      const { clause, allowed } = blame(view, stay, telling, unfounded.length === told.length);
      sheet.held(clause);
      const seen = toldWords(stay, telling);
      sheet.against(clause, telling.at, allowed, seen);
      if (!ofItsOwn.includes(clause)) sheet.against('reason.true', telling.at, allowed, seen);
      if (clause === 'switch.waits') sheet.against('switch.announced', telling.at, allowed, seen);
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

function countChecks(view: View, sheet: Sheet, told: readonly Told[]): void {
  sheet.held('reason.true', told.length);
  sheet.held('reason.never-unspecified', told.length);
  sheet.held('reason.local-stays-local', told.length);
  if (!view.has('extended_codes')) sheet.held('reason.fallback', told.length);
}
