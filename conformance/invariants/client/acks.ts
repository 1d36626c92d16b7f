/** What a client acknowledges, and when. */
import type { Sheet } from '../sheet.js';
import type { HeardAt, Line, SaidAt, View } from './view.js';

/** So many messages are not left without a word. Clause `client.ack-many`. */
const MOST_UNACKNOWLEDGED = 256;

const ackOf = ({ heard }: HeardAt): number => ('ack' in heard ? heard.ack : 0);

export function acks(view: View, sheet: Sheet): void {
  for (const one of view.heard) {
    const { heard, index, line } = one;
    sheet.held('client.ack');
    if (heard.message === 'join') {
      if (heard.ack !== 0) sheet.against('client.ack', index, 'the ack 0 of a Join', `the ack ${heard.ack}`);
      continue;
    }
    const most = highestBefore(view, index);
    const least = Math.max(0, ...line.heard.filter((other) => other.index < index).map(ackOf));
    if (heard.ack > most) sheet.against('client.ack', index, `an ack of at most ${most}`, `the ack ${heard.ack}`);
    else if (heard.ack < least)
      sheet.against('client.ack', index, `an ack of at least ${least}`, `the ack ${heard.ack}`);
  }
  for (const line of view.lines) {
    heartbeats(view, sheet, line);
    many(view, sheet, line);
  }
}

/** The highest sequence that has been said so far, and leaves no gap. */
const highestBefore = ({ said }: View, index: number): number =>
  Math.max(
    0,
    ...said
      .filter((one) => one.index < index && one.order === 'next' && !one.behindGap)
      .map(({ said: { sequence } }) => sequence),
  );

/** Each Heartbeat is answered by an Ack that covers what came before it: the first one by the first, and so on. */
function heartbeats(view: View, sheet: Sheet, line: Line): void {
  const beats = line.said.filter(
    ({ said, behindGap, heldBack }) => said.message === 'heartbeat' && !behindGap && !heldBack,
  );
  const answers = line.heard.filter(({ heard }) => heard.message === 'ack');
  for (const [place, beat] of beats.entries()) {
    const last = answers.findLast(({ index }) => index > beat.index);
    const due = isDue(view, line, beat);
    if (last && answers.length > place) {
      sheet.held('client.ack-heartbeat');
      covers(view, sheet, { line, beat, answer: last, due });
    } else if (due) {
      sheet.held('client.ack-heartbeat');
      sheet.missing('client.ack-heartbeat', view.end, 'an Ack: the server sent a Heartbeat', 'nothing');
    }
  }
}

/** The connection lives on, and nothing has ended what is said over it. */
const isDue = ({ left, unloading }: View, { closed, frozen, said }: Line, beat: SaidAt): boolean =>
  !closed && !frozen && !left && !unloading && !said.some(({ order, index }) => order === 'gap' && index < beat.index);

interface Answered {
  readonly line: Line;
  readonly beat: SaidAt;
  readonly answer: HeardAt;
  readonly due: boolean;
}

/** An Ack may be of the client's own accord, and have been sent before the Heartbeat came: then a later one is still to come. */
function covers(view: View, sheet: Sheet, { line, beat, answer, due }: Answered): void {
  const before = line.said.filter(({ index, order }) => index < beat.index && order === 'next');
  const missed = before.find(({ said }) => said.sequence > ackOf(answer));
  if (before.some(({ said }) => said.message === 'unknown')) sheet.held('client.unknown-kind');
  if (!missed || !due) return;
  const clause = missed.said.message === 'unknown' ? 'client.unknown-kind' : 'client.ack';
  const highest = Math.max(...before.map(({ said }) => said.sequence));
  sheet.missing(clause, view.end, `an Ack with the ack ${highest}`, `the ack ${ackOf(answer)}`);
}

function many(view: View, sheet: Sheet, line: Line): void {
  const numbered = line.said.filter(({ order, behindGap, heldBack }) => order === 'next' && !behindGap && !heldBack);
  if (numbered.length < MOST_UNACKNOWLEDGED || view.left || line.closed || line.frozen) return;
  sheet.held('client.ack-many');
  const highest = Math.max(...numbered.map(({ said }) => said.sequence));
  const covered = Math.max(0, ...line.heard.map(ackOf));
  if (highest - covered >= MOST_UNACKNOWLEDGED)
    sheet.missing('client.ack-many', view.end, `an ack above ${highest - MOST_UNACKNOWLEDGED}`, `the ack ${covered}`);
}
