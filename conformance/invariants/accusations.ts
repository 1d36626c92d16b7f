/** Accusations that several invariants make. */
import type { Refusal } from '../exchange/words.js';
import type { Sheet } from './sheet.js';
import { refusedForLoad } from './timeline/load.js';
import type { SeenParticipation, SentRequest } from './timeline/timeline.js';
import { answerWords, messageWords, requestWords } from './timeline/words.js';

/** A request that must be refused, and with one of these codes. */
export function refusedWith(
  sheet: Sheet,
  clause: Parameters<Sheet['held']>[0],
  request: SentRequest,
  ...codes: readonly Refusal[]
): void {
  const { answer } = request;
  // That RoomLeft cannot answer it `request.settled-by-room-left` says.
  if (!answer || answer.kind === 'roomLeft' || refusedForLoad(answer)) return;
  sheet.held(clause);
  if (answer.kind === 'rejected' && codes.some((code) => code === answer.code)) return;
  sheet.against(clause, answer.index, `Rejected ${codes.join('|')} to ${requestWords(request)}`, answerWords(request));
}

/** The later of two who are together, with a session of its own. */
export function differ(sheet: Sheet, participation: SeenParticipation, other: SeenParticipation): void {
  const [first, second] =
    (participation.joined?.index ?? 0) < (other.joined?.index ?? 0) ? [participation, other] : [other, participation];
  if (!second.joined) return;
  const allowed = `the session of ${first.id}, who is present: ${first.session}`;
  sheet.against('session.shared', second.joined.index, allowed, messageWords(second.joined.seen));
}
