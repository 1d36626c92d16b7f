import type { Sheet } from '../sheet.js';
import type { Attempt, Connection, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** After this long a server may close a connection that carries nobody. */
const unboundMs = 9000;

/**
 * `join.refused-unbound`, and the same of a refused Resume by `resume.not-found`:
 * the connection stays open, and what was pipelined behind the Join gets no answer.
 */
export function refusedUnbound(view: View, sheet: Sheet): void {
  for (const connection of view.connections)
    for (const attempt of connection.attempts)
      if (attempt.answer?.kind === 'rejected') refusal(view, sheet, connection, attempt, attempt.answer.at);
}

function refusal(view: View, sheet: Sheet, connection: Connection, { kind }: Attempt, refused: number): void {
  const clause = kind === 'resume' ? 'resume.not-found' : 'join.refused-unbound';
  sheet.held(clause);
  sheet.held('request.refused-changes-nothing');
  const { closed, losses, attempts, carries, stray, name } = connection;
  const answer = stray.find(({ at }) => at > refused && (!carries || at < carries.since));
  if (answer) {
    const allowed = `no answer: the refusal has settled what was behind it`;
    sheet.against(clause, answer.at, allowed, messageWords(answer.seen));
  }
  // A Join that was sent on the same connection before the refusal came could be one too many.
  const again = attempts.some(({ at }, place) => place > 0 && at < refused);
  if (!closed || carries || again || connection.left || losses.some(({ at }) => at < closed.at)) return;
  const { records } = view.history;
  if ((records[closed.at]?.at ?? 0) - (records[refused]?.at ?? 0) > unboundMs) return;
  sheet.against(clause, closed.at, `${name} open, so that it may Join again`, messageWords(closed.seen));
}
