import { REPEATABLE_MS } from '../../exchange/index.js';
import type { Sheet } from '../sheet.js';
import { latestParticipation } from '../timeline/connections.js';
import type { BindAttempt, Timeline } from '../timeline/timeline.js';
import { inPlace, retained } from '../timeline/tokens.js';
import { answerSeen, remembered } from './resume.js';

/** What a repeated Join may be answered: `repeat.once`, `repeat.answered`, `repeat.departed`. */
export function repeats(timeline: Timeline, sheet: Sheet): void {
  for (const { attempts } of timeline.roomObjects)
    for (const attempt of attempts) if (attempt.kind === 'repeat' && attempt.answer) repeated(timeline, sheet, attempt);
}

function repeated(timeline: Timeline, sheet: Sheet, attempt: BindAttempt): void {
  const { answer, roomObject, index } = attempt;
  const participation = roomObject.entries[0]?.participation;
  const last = latestParticipation(roomObject);
  if (!answer) return;
  sheet.held('repeat.once');
  if (answer.kind === 'joined') joinedAgain(sheet, attempt);
  if (answer.kind !== 'rejected' || !participation || !last || last.causes.present > index) return;
  const seen = answerSeen(attempt);
  if (inPlace(timeline, last, index, answer.index) && retained(roomObject))
    sheet.against('repeat.answered', answer.index, 'Joined, as it was first sent', seen);
  if (last.causes.gone < index && remembered(timeline, last, answer.index, REPEATABLE_MS))
    sheet.against('repeat.departed', answer.index, `RoomLeft: ${last.id} has departed`, seen);
}

/** A second participation, or the one that has departed. */
function joinedAgain(sheet: Sheet, attempt: BindAttempt): void {
  const { answer, roomObject, index } = attempt;
  const participation = roomObject.entries[0]?.participation;
  const shown = attempt.connection.log.find((one) => one.index === answer?.index)?.seen;
  if (!participation || shown?.kind !== 'joined' || !answer) return;
  const last = latestParticipation(roomObject);
  if (shown.participation !== participation.id)
    sheet.against('repeat.once', answer.index, `${participation.id} again, or RoomLeft`, answerSeen(attempt));
  else if (last && last.causes.gone < index)
    sheet.against('repeat.departed', answer.index, `RoomLeft: ${last.id} has departed`, answerSeen(attempt));
}
