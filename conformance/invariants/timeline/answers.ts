/** Which question a message answers. */
import type { Observation } from '../../exchange/observation.js';
import type { AnswerAt, Draft } from './parts.js';
import type { BindAttempt, SeenParticipation, SeenRoomObject, SentRequest } from './timeline.js';

/** What it is to a Join or a Resume, if it answers one. */
export function answered(
  { kind, roomObject }: Draft<BindAttempt>,
  seen: Observation,
  index: number,
): BindAttempt['answer'] {
  if (seen.kind === 'closed' || seen.kind === 'invalid') return undefined;
  if ((seen.replyTo ?? 0) > 0 && seen.kind !== 'roomLeft') return undefined;
  const { sequence } = seen;
  switch (seen.kind) {
    case 'joined':
      return kind === 'resume' ? undefined : { index, kind: seen.kind, sequence, lastRequest: seen.lastRequest };
    case 'resumed':
      return kind === 'resume' ? { index, kind: seen.kind, sequence, lastRequest: seen.lastRequest } : undefined;
    case 'rejected':
      return { index, kind: seen.kind, code: seen.code, sequence };
    case 'roomLeft':
      // Of two sendings of one Join the server may take the first one for the repetition.
      return kind === 'join' && roomObject.attempts.length === 1 ? undefined : { index, kind: seen.kind, sequence };
    default:
      return undefined;
  }
}

/** The request of that number; none for 0. */
export const numbered = (roomObject: Draft<SeenRoomObject>, replyTo: number): Draft<SentRequest> | undefined =>
  replyTo === 0 ? undefined : roomObject.requests.find(({ number }) => number === replyTo);

/** Where answers name no request: the only one that can be meant, if there is but one. */
export function unnumbered(
  { roomObject }: Draft<SeenParticipation>,
  kind: 'accepted' | 'rejected',
): Draft<SentRequest> | 'unclear' | undefined {
  const open = (roomObject?.requests ?? []).filter(
    (request) => !request.answer && (kind === 'rejected' || !going.includes(request.kind)),
  );
  if (open.length < 2 && !open[0]?.unclear) return open[0];
  for (const request of open) request.unclear = true;
  return 'unclear';
}

/** Requests that are never answered by Accepted. */
const going = ['leave', 'end', 'mode', 'switch'];

/** Notes an answer. `participation` is in whose stream it came; none where it came outside of the stream. */
export function settle(
  participation: Draft<SeenParticipation> | undefined,
  request: Draft<SentRequest>,
  answer: AnswerAt,
): void {
  if (request.answer) {
    request.moreAnswers.push(answer);
    return;
  }
  request.answer = answer;
  // A refusal proves nothing of what was put into the stream before it.
  if (answer.kind !== 'rejected') participation?.proofs.push({ sent: request.index, index: answer.index });
}

/** The SwitchRoom that a Joined answers. */
export const switched = (
  roomObject: Draft<SeenRoomObject>,
  replyTo: number | undefined,
): Draft<SentRequest> | undefined =>
  roomObject.requests.find(
    ({ kind, number, answer }) => kind === 'switch' && !answer && (replyTo === undefined || number === replyTo),
  );
