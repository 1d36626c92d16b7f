/** What a client keeps open beside the connection that it uses. */
import { SPARE_MS } from '../../exchange/timing.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { firstOf, troubleOf } from './timeline/conclusions.js';
import type { ClientTimeline, Placed, SaidAt, ServedConnection } from './timeline/timeline.js';

/** `client.one-connection`: of several connections one is kept, and the others are closed soon. */
export const keepsOne = invariant({
  clauses: ['client.one-connection'],
  scope: 'history',
  clock: true,
  check(timeline: ClientTimeline, sheet) {
    for (const used of timeline.connections) holdSpares(timeline, sheet, spanInRoom(timeline, used), used);
    const over = timeline.connections.find(({ said }) => said.some((one) => one.said.message === 'roomLeft'));
    if (over) holdSpares(timeline, sheet, spanAfterwards(timeline), over);
  },
});

/** From one moment to another, in milliseconds, and the index of the record that begins it. */
interface Span {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** While the client is in a room over a connection, knows it, and nothing is wrong with that connection. */
function spanInRoom(timeline: ClientTimeline, used: ServedConnection): Span | undefined {
  const bound = used.said.find(({ said }) => said.message === 'joined' || said.message === 'resumed');
  const taken = bound && !used.frozen ? takenUp(timeline, used, bound) : undefined;
  if (!taken) return undefined;
  const { closed } = used;
  const ends = [
    closed?.at,
    troubleOf(timeline, used, closed?.index ?? timeline.end),
    timeline.leaving?.at,
    timeline.unloading?.at,
    timeline.left?.at,
    timeline.endedAt,
  ];
  return { index: taken.index, from: taken.at, to: Math.min(...ends.filter((at) => at !== undefined)) };
}

/** The first sign that Joined or Resumed has come: requests may follow a Join at once, but nothing a Resume. */
function takenUp(timeline: ClientTimeline, used: ServedConnection, { said, index }: SaidAt): Placed | undefined {
  const isFirst = said.message === 'joined';
  const signs: readonly Placed[] = [
    ...used.heard.filter(({ heard }) => heard.message !== 'connect' && (!isFirst || heard.ack > 0)),
    ...timeline.told.filter(({ event }) => isFirst && event.event === 'joined'),
  ];
  return signs.filter((sign) => sign.index > index).sort((one, other) => one.index - other.index)[0];
}

/** After the application has been told roomLeft. */
function spanAfterwards({ left, endedAt, unloading }: ClientTimeline): Span | undefined {
  return left && !unloading ? { index: left.index, from: left.at, to: endedAt } : undefined;
}

function holdSpares(timeline: ClientTimeline, sheet: Sheet, span: Span | undefined, used: ServedConnection): void {
  const most = SPARE_MS + timeline.slackMs;
  if (!span || span.to - span.from < most) return;
  sheet.held('client.one-connection');
  for (const spare of timeline.connections) {
    if (spare === used || !isSpare(timeline, spare, span)) continue;
    const from = Math.max(span.from, spare.opened.at);
    const openMs = Math.min(span.to, spare.closed?.at ?? span.to) - from;
    if (openMs <= most) continue;
    const allowed = `a close within ${SPARE_MS} ms: connection ${used.number} has brought the server's word`;
    const seen = `open ${openMs} ms later`;
    if (spare.closed) sheet.against('client.one-connection', spare.closed.index, allowed, seen);
    else sheet.missing('client.one-connection', timeline.end, allowed, seen);
  }
}

/**
 * Nothing was asked for on it, or what was asked was answered before: a Join or a Resume that is under way may make it the
 * next one. What the suite does not let open, or over which nothing passes, may not be seen to be closed.
 */
function isSpare({ peerActions }: ClientTimeline, connection: ServedConnection, { index }: Span): boolean {
  // What has brought RoomLeft is the server's to close.
  const isOver = connection.said.some(({ said }) => said.message === 'roomLeft');
  const isHeldUp = peerActions.some(({ does }) => does.kind === 'answer' && does.demand === 'connect');
  if (connection.frozen || isOver || isHeldUp) return false;
  if (firstOf(connection) === undefined) return true;
  const asked = connection.heard.findLast(({ heard }) => heard.message === 'join' || heard.message === 'resume');
  const answer = connection.said.find((one) => answers.has(one.said.message) && one.index > (asked?.index ?? 0));
  return answer !== undefined && answer.index < index;
}

const answers: ReadonlySet<string> = new Set(['joined', 'resumed', 'rejected']);
