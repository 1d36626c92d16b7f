import type { Sheet } from '../sheet.js';
import type { SeenParticipation, Timeline } from '../timeline/timeline.js';
import type { OperatorCall } from '../timeline/view-calls.js';
import { toldWords } from '../timeline/words.js';

/** `operator.together`: those whom one StopMediaRelay has ended are not told of one another. */
export function together(timeline: Timeline, sheet: Sheet): void {
  for (const participation of timeline.participations) {
    const call = stoppedBy(participation);
    if (!call) continue;
    sheet.held('operator.together');
    for (const told of participation.tellings) {
      if (stoppedBy(told.observer) !== call) continue;
      const allowed = `nothing of ${participation.id} to ${told.observer.id}: both depart at once`;
      sheet.against('operator.together', told.index, allowed, toldWords(participation, told));
    }
  }
}

/** The call that has surely ended it: the only one of its kind. */
function stoppedBy({ left, causes }: SeenParticipation): OperatorCall | undefined {
  if (!left || left.reason.some((code) => code !== 1004)) return undefined;
  const [call, ...others] = causes.own.filter(({ kind }) => kind === 'stopMediaRelay').map((cause) => cause.call);
  return others.length === 0 ? call : undefined;
}
