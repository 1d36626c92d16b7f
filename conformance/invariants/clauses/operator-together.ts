import type { Sheet } from '../sheet.js';
import type { Stay, View } from '../timeline/timeline.js';
import type { Call } from '../timeline/view-calls.js';
import { toldWords } from '../timeline/words.js';

/** `operator.together`: those whom one StopMediaRelay has ended are not told of one another. */
export function together(view: View, sheet: Sheet): void {
  for (const stay of view.stays) {
    const call = stoppedBy(stay);
    if (!call) continue;
    sheet.held('operator.together');
    for (const told of stay.tellings) {
      if (stoppedBy(told.observer) !== call) continue;
      const allowed = `nothing of ${stay.id} to ${told.observer.id}: both depart at once`;
      sheet.against('operator.together', told.at, allowed, toldWords(stay, told));
    }
  }
}

/** The call that has surely ended it: the only one of its kind. */
function stoppedBy({ left, causes }: Stay): Call | undefined {
  if (!left || left.reason.some((code) => code !== 1004)) return undefined;
  const [call, ...others] = causes.own.filter(({ kind }) => kind === 'stopMediaRelay').map((cause) => cause.call);
  return others.length === 0 ? call : undefined;
}
