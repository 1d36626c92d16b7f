import { REPEATABLE_MS } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { latestStay } from '../timeline/connections.js';
import type { Attempt, View } from '../timeline/timeline.js';
import { inPlace, retained } from '../timeline/tokens.js';
import { answerSeen, remembered } from './resume.js';

/** What a repeated Join may be answered: `repeat.once`, `repeat.answered`, `repeat.departed`. */
export function repeats(view: View, sheet: Sheet): void {
  for (const { attempts } of view.joins)
    for (const attempt of attempts) if (attempt.kind === 'repeat' && attempt.answer) repeated(view, sheet, attempt);
}

function repeated(view: View, sheet: Sheet, attempt: Attempt): void {
  const { answer, join, at } = attempt;
  const stay = join.entries[0]?.stay;
  const last = latestStay(join);
  if (!answer) return;
  sheet.held('repeat.once');
  if (answer.kind === 'joined') joinedAgain(sheet, attempt);
  if (answer.kind !== 'rejected' || !stay || !last || last.causes.present > at) return;
  const seen = answerSeen(attempt);
  if (inPlace(view, last, at, answer.at) && retained(join))
    sheet.against('repeat.answered', answer.at, 'Joined, as it was first sent', seen);
  if (last.causes.gone < at && remembered(view, last, answer.at, REPEATABLE_MS))
    sheet.against('repeat.departed', answer.at, `RoomLeft: ${last.id} has departed`, seen);
}

/** A second participation, or the one that has departed. */
function joinedAgain(sheet: Sheet, attempt: Attempt): void {
  const { answer, join, at } = attempt;
  const stay = join.entries[0]?.stay;
  const shown = attempt.connection.log.find((one) => one.at === answer?.at)?.seen;
  if (!stay || shown?.kind !== 'joined' || !answer) return;
  const last = latestStay(join);
  if (shown.participation !== stay.id)
    sheet.against('repeat.once', answer.at, `${stay.id} again, or RoomLeft`, answerSeen(attempt));
  else if (last && last.causes.gone < at)
    sheet.against('repeat.departed', answer.at, `RoomLeft: ${last.id} has departed`, answerSeen(attempt));
}
