import type { Sheet } from '../sheet.js';
import type { BindAttempt, SeenConnection, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** After this long a server may close a connection that carries nobody. */
const unboundMs = 9000;

/**
 * `join.refused-unbound`, and the same of a refused Resume by `resume.not-found`:
 * the connection stays open, and what was pipelined behind the Join gets no answer.
 */
export function refusedUnbound(timeline: Timeline, sheet: Sheet): void {
  for (const connection of timeline.connections)
    for (const attempt of connection.attempts)
      if (attempt.answer?.kind === 'rejected') refusal(timeline, sheet, connection, attempt, attempt.answer.index);
}

function refusal(
  timeline: Timeline,
  sheet: Sheet,
  connection: SeenConnection,
  { kind }: BindAttempt,
  refused: number,
): void {
  const clause = kind === 'resume' ? 'resume.not-found' : 'join.refused-unbound';
  sheet.held(clause);
  sheet.held('request.refused-changes-nothing');
  const { closed, losses, attempts, carries, stray, name } = connection;
  const answer = stray.find(({ index }) => index > refused && (!carries || index < carries.since));
  if (answer) {
    const allowed = `no answer: the refusal has settled what was behind it`;
    sheet.against(clause, answer.index, allowed, messageWords(answer.seen));
  }
  // A Join that was sent on the same connection before the refusal came could be one too many.
  const moreAnswers = attempts.some(({ index }, place) => place > 0 && index < refused);
  if (!closed || carries || moreAnswers || connection.left || losses.some(({ index }) => index < closed.index)) return;
  const { records } = timeline.history;
  if ((records[closed.index]?.at ?? 0) - (records[refused]?.at ?? 0) > unboundMs) return;
  sheet.against(clause, closed.index, `${name} open, so that it may Join again`, messageWords(closed.seen));
}
