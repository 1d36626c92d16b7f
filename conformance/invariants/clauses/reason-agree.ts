import type { Candidates } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { bearing, endedBy, type Told, tellingsOf } from '../timeline/causes.js';
import { surelyToldOf } from '../timeline/surely-told.js';
import type { Stay, View } from '../timeline/timeline.js';
import { reasonWords, toldWords } from '../timeline/words.js';

/** `reason.agree`: some one reason fits all that leaver and observers were told. */
export function reasonAgree(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) agree(sheet, stay, inOrder(tellingsOf(stay)));
}

/** The same of what is certain whatever else was sent: two lines that contradict each other need no third one. */
export function reasonAgreeInPart(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) agree(sheet, stay, inOrder(surelyToldOf(stay)));
}

function agree(sheet: Sheet, stay: Stay, tellings: readonly Told[]): void {
  let agreed: Candidates | undefined;
  for (const told of tellings) {
    if (!agreed) {
      agreed = told.reason;
      continue;
    }
    sheet.held('reason.agree');
    const both: Candidates = agreed.filter((code) => told.reason.includes(code));
    if (both.length === 0) {
      const allowed = `${reasonWords(agreed)} to everyone, as somebody has been told already`;
      sheet.against('reason.agree', told.at, allowed, toldWords(stay, told));
      return;
    }
    agreed = both;
  }
}

const firstTold = (stay: Stay): number =>
  tellingsOf(stay).reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);

const inOrder = (tellings: Told[]): Told[] => tellings.sort((a, b) => a.at - b.at);

/**
 * `reason.first-wins`: what was sent after a departure had been seen cannot be its reason, nor end the stay once more.
 * Causes that race are no matter of this clause as long as everybody is told of one of them: which came first nobody saw.
 */
export function firstWins(view: View, sheet: Sheet): void {
  for (const stay of [...view.stays, ...view.ghosts]) {
    const { gone, own, enders, pretexts, mistaken } = stay.causes;
    const forestalled = stay.join?.entries.filter((entry) => entry.forestalled).length ?? 0;
    if (stay.next || own.length + enders.length + pretexts.length + mistaken.length + forestalled > 1)
      sheet.held('reason.first-wins', tellingsOf(stay).length);
    for (const told of tellingsOf(stay)) {
      const bearers = bearing(view, stay, told.reason, told.at);
      if (bearers.length === 0 || bearers.some(({ at }) => at < gone)) continue;
      // That an End should have ended it before is a matter of `end.everyone`.
      if (gone === endedBy(view, stay) && gone < firstTold(stay)) continue;
      sheet.against(
        'reason.first-wins',
        told.at,
        `the reason for which ${stay.id} had departed before`,
        `${toldWords(stay, told)}, whose cause came later`,
      );
    }
  }
  for (const observer of view.stays) secondDepartures(view, sheet, observer);
}

function secondDepartures(view: View, sheet: Sheet, observer: Stay): void {
  for (const { at, id, reason } of observer.departedAgain) {
    const stay = view.stay(id);
    const first = stay?.tellings.find((told) => told.observer === observer);
    if (!stay || !first) continue;
    const other = !reason.some((code) => first.reason.includes(code));
    const later = bearing(view, stay, reason, at).some((cause) => cause.at > stay.causes.gone);
    if (!other && !later) continue;
    sheet.held('reason.first-wins');
    sheet.against(
      'reason.first-wins',
      at,
      `no second departure of ${id}`,
      `ParticipantLeft{${id}, ${reasonWords(reason)}}, after ${reasonWords(first.reason)}`,
    );
  }
}
