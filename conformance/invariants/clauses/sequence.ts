import type { ClauseId } from '../../../gen/clauses.js';
import { describeApart } from '../../exchange/describe-apart.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import type { SeenAt } from '../timeline/parts.js';
import type { BindAttempt, SeenConnection, Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** Messages that belong to their connection alone. */
const apart = ['resumed', 'heartbeat'];

/**
 * `sequence.dense`: 1 for Joined, then one more each, and behind a Resume on from where it asked. Judged up to the
 * first number that is wrong.
 * What is missing or renumbered right behind a Resume is no missed message: `resume.missed`, `repeat.answered`.
 */
export const sequenceDense = invariant({
  clauses: ['sequence.dense', 'resume.missed'],
  scope: { streams: ['sequence.dense'] },
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const connection of timeline.connections) {
      const attempt = connection.attempts.find(({ answer }) => answer?.index === connection.carries?.since);
      if (attempt?.answer && connection.carries) dense(sheet, connection, attempt, connection.carries.since);
    }
  },
});

function dense(sheet: Sheet, { log }: SeenConnection, { kind, ticket }: BindAttempt, since: number): void {
  if (ticket && (ticket.sequence === undefined || ticket.beyond)) return;
  const begin = (ticket?.sequence ?? 0) + 1;
  let expected = begin;
  for (const { seen, index } of log) {
    if (index < since || !('sequence' in seen) || seen.sequence === undefined || apart.includes(seen.kind)) continue;
    sheet.held('sequence.dense');
    if (seen.sequence !== expected) {
      const wrong = `${messageWords(seen)} with sequence ${seen.sequence}`;
      const first = expected === begin && (kind === 'resume' || expected > 1);
      if (first) sheet.against('resume.missed', index, `the message with sequence ${expected}`, wrong);
      sheet.against('sequence.dense', index, `sequence ${expected}`, wrong);
      break;
    }
    expected += 1;
  }
}

/** `resume.missed` and `repeat.answered`: what comes once more is what was numbered so before. */
export const unaltered = invariant({
  clauses: ['resume.missed', 'repeat.answered'],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const { attempts, altered } of timeline.roomObjects) {
      for (const { kind, answer } of attempts) {
        if (answer?.kind === 'resumed') sheet.held('resume.missed');
        if (kind === 'repeat' && answer?.kind === 'joined') sheet.held('repeat.answered');
      }
      for (const { index, first, seen } of altered) {
        const clause: ClauseId =
          seen.kind === 'joined' && first.seen.kind === 'joined' ? 'repeat.answered' : 'resume.missed';
        const [before, now] = describeApart(first.seen, seen);
        sheet.against(clause, index, `${before} again, as it was first sent`, now);
      }
    }
  },
});

/** `sequence.refused-join`: 0, for there is no stream that it could be numbered in. */
export const sequenceRefusedJoin = invariant({
  clauses: ['sequence.refused-join'],
  scope: 'streams',
  clock: false,
  check(timeline: Timeline, sheet) {
    for (const connection of timeline.connections) {
      for (const { answer } of connection.attempts)
        if (answer && answer.kind !== 'joined') outside(sheet, connection, answer.index);
      for (const { seen, index } of connection.log) if (seen.kind === 'heartbeat') outside(sheet, connection, index);
    }
  },
});

function outside(sheet: Sheet, { log }: SeenConnection, index: number): void {
  const seen = shownAt(log, index)?.seen;
  if (!seen || !('sequence' in seen) || seen.sequence === undefined) return;
  sheet.held('sequence.refused-join');
  if (seen.sequence === 0) return;
  sheet.against('sequence.refused-join', index, 'sequence 0', `${messageWords(seen)} with sequence ${seen.sequence}`);
}

const shownAt = (log: readonly SeenAt[], index: number): SeenAt | undefined =>
  log.find((shown) => shown.index === index);
