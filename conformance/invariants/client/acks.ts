/** What a client acknowledges, and when. */
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import type { ClientTimeline, HeardAt, SaidAt, ServedConnection } from './timeline/timeline.js';

/** So many messages are not left without a word. Clause `client.ack-many`. */
const MOST_UNACKNOWLEDGED = 256;

const ackOf = ({ heard }: HeardAt): number => ('ack' in heard ? heard.ack : 0);

/**
 * `client.ack`, `client.ack-heartbeat`, `client.ack-many`: what is acknowledged, and when. `client.unknown-kind` for
 * what it does not know.
 */
export const acks = invariant({
  clauses: ['client.ack', 'client.ack-heartbeat', 'client.ack-many', 'client.unknown-kind'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    for (const one of timeline.heard) {
      const { heard, index, connection } = one;
      sheet.held('client.ack');
      if (heard.message === 'join') {
        if (heard.ack !== 0) sheet.against('client.ack', index, 'the ack 0 of a Join', `the ack ${heard.ack}`);
        continue;
      }
      const most = highestBefore(timeline, index);
      const least = Math.max(0, ...connection.heard.filter((other) => other.index < index).map(ackOf));
      if (heard.ack > most) sheet.against('client.ack', index, `an ack of at most ${most}`, `the ack ${heard.ack}`);
      else if (heard.ack < least)
        sheet.against('client.ack', index, `an ack of at least ${least}`, `the ack ${heard.ack}`);
    }
    for (const connection of timeline.connections) {
      heartbeats(timeline, sheet, connection);
      many(timeline, sheet, connection);
    }
  },
});

/** The highest sequence that has been said so far, and leaves no gap. */
const highestBefore = ({ said }: ClientTimeline, index: number): number =>
  Math.max(
    0,
    ...said
      .filter((one) => one.index < index && one.order === 'next' && !one.behindGap)
      .map(({ said: { sequence } }) => sequence),
  );

/** Each Heartbeat is answered by an Ack that covers what came before it: the first one by the first, and so on. */
function heartbeats(timeline: ClientTimeline, sheet: Sheet, connection: ServedConnection): void {
  const beats = connection.said.filter(
    ({ said, behindGap, heldBack }) => said.message === 'heartbeat' && !behindGap && !heldBack,
  );
  const answers = connection.heard.filter(({ heard }) => heard.message === 'ack');
  for (const [place, beat] of beats.entries()) {
    const last = answers.findLast(({ index }) => index > beat.index);
    const due = isDue(timeline, connection, beat);
    if (last && answers.length > place) {
      sheet.held('client.ack-heartbeat');
      covers(timeline, sheet, { connection, beat, answer: last, due });
    } else if (due) {
      sheet.held('client.ack-heartbeat');
      sheet.missing('client.ack-heartbeat', timeline.end, 'an Ack: the server sent a Heartbeat', 'nothing');
    }
  }
}

/** The connection lives on, and nothing has ended what is said over it. */
const isDue = (
  { left, unloading }: ClientTimeline,
  { closed, frozen, said }: ServedConnection,
  beat: SaidAt,
): boolean =>
  !closed && !frozen && !left && !unloading && !said.some(({ order, index }) => order === 'gap' && index < beat.index);

interface Answered {
  readonly connection: ServedConnection;
  readonly beat: SaidAt;
  readonly answer: HeardAt;
  readonly due: boolean;
}

/**
 * An Ack may be of the client's own accord, and have been sent before the Heartbeat came: then a later one is still
 * to come.
 */
function covers(timeline: ClientTimeline, sheet: Sheet, { connection, beat, answer, due }: Answered): void {
  const before = connection.said.filter(({ index, order }) => index < beat.index && order === 'next');
  const missed = before.find(({ said }) => said.sequence > ackOf(answer));
  if (before.some(({ said }) => said.message === 'unknown')) sheet.held('client.unknown-kind');
  if (!missed || !due) return;
  const clause = missed.said.message === 'unknown' ? 'client.unknown-kind' : 'client.ack';
  const highest = Math.max(...before.map(({ said }) => said.sequence));
  sheet.missing(clause, timeline.end, `an Ack with the ack ${highest}`, `the ack ${ackOf(answer)}`);
}

function many(timeline: ClientTimeline, sheet: Sheet, connection: ServedConnection): void {
  const numbered = connection.said.filter(
    ({ order, behindGap, heldBack }) => order === 'next' && !behindGap && !heldBack,
  );
  if (numbered.length < MOST_UNACKNOWLEDGED || timeline.left || connection.closed || connection.frozen) return;
  sheet.held('client.ack-many');
  const highest = Math.max(...numbered.map(({ said }) => said.sequence));
  const covered = Math.max(0, ...connection.heard.map(ackOf));
  if (highest - covered >= MOST_UNACKNOWLEDGED)
    sheet.missing(
      'client.ack-many',
      timeline.end,
      `an ack above ${highest - MOST_UNACKNOWLEDGED}`,
      `the ack ${covered}`,
    );
}
