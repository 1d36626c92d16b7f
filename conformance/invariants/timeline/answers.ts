/** Which question a message answers. */
import type { Observation } from '../../exchange/index.js';
import type { Answer, Attempt, Join, Request, Stay } from './timeline.js';

/** What it is to a Join or a Resume, if it answers one. */
export function answered({ kind, join }: Attempt, seen: Observation, at: number): Attempt['answer'] {
  if (seen.kind === 'closed' || seen.kind === 'invalid') return undefined;
  if ((seen.replyTo ?? 0) > 0 && seen.kind !== 'roomLeft') return undefined;
  const { sequence } = seen;
  switch (seen.kind) {
    case 'joined':
      return kind === 'resume' ? undefined : { at, kind: seen.kind, sequence, lastRequest: seen.lastRequest };
    case 'resumed':
      return kind === 'resume' ? { at, kind: seen.kind, sequence, lastRequest: seen.lastRequest } : undefined;
    case 'rejected':
      return { at, kind: seen.kind, code: seen.code, sequence };
    case 'roomLeft':
      // Of two sendings of one Join the server may take the first one for the repetition.
      return kind === 'join' && join.attempts.length === 1 ? undefined : { at, kind: seen.kind, sequence };
    default:
      return undefined;
  }
}

export const numbered = (join: Join, replyTo: number): Request | undefined =>
  replyTo === 0 ? undefined : join.requests.find(({ number }) => number === replyTo);

/** Where answers name no request: the only one that can be meant, if there is but one. */
export function unnumbered({ join }: Stay, kind: 'accepted' | 'rejected'): Request | 'unclear' | undefined {
  const open = (join?.requests ?? []).filter(
    (request) => !request.answer && (kind === 'rejected' || !going.includes(request.kind)),
  );
  if (open.length < 2 && !open[0]?.unclear) return open[0];
  for (const request of open) request.unclear = true;
  return 'unclear';
}

/** Requests that are never answered by Accepted. */
const going = ['leave', 'end', 'mode', 'switch'];

/** Notes an answer. `stay` is in whose stream it came; none where it came outside of the stream. */
export function settle(stay: Stay | undefined, request: Request, answer: Answer): void {
  if (request.answer) {
    request.again.push(answer);
    return;
  }
  request.answer = answer;
  // A refusal proves nothing of what was put into the stream before it.
  if (answer.kind !== 'rejected') stay?.proofs.push({ sent: request.at, at: answer.at });
}
