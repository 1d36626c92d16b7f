import { reason as reasonCode, wsClose } from '../../../gen/codes.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { connectionOfParticipation } from '../timeline/connections.js';
import { silent } from '../timeline/read-seen.js';
import type { SeenConnection, SeenParticipation, SeenRoomObject, Timeline } from '../timeline/timeline.js';
import { timeAt, timeoutOf } from '../timeline/windows.js';
import { messageWords } from '../timeline/words.js';

/**
 * `heartbeat.sent`: in each interval one. Where the first interval begins nobody can see, so between two of them,
 * and before the first and behind the last, no more than two intervals can pass.
 */
export const heartbeats = invariant({
  clauses: ['heartbeat.sent'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    if (!timeline.timed || !timeline.history.profile.heartbeat) return;
    for (const connection of timeline.connections)
      if (connection.carries) beats(timeline, sheet, connection, connection.carries);
  },
});

function beats(
  timeline: Timeline,
  sheet: Sheet,
  connection: SeenConnection,
  { roomObject, since }: { roomObject: SeenRoomObject; since: number },
): void {
  const intervalMs = roomObject.participations[0]?.joined?.seen.heartbeatIntervalMs ?? 0;
  if (intervalMs === 0) return;
  const until = aliveUntil(timeline, connection, roomObject.attempts.find(({ index }) => index > since)?.index);
  const marks = [since, ...connection.beats.filter((index) => index < until), until];
  const most = 2 * intervalMs + timeline.history.profile.slackMs;
  sheet.held('heartbeat.sent', marks.length - 2);
  for (const [place, index] of marks.slice(1).entries()) {
    const gap = timeAt(timeline, index) - timeAt(timeline, marks[place] ?? since);
    if (gap <= most) continue;
    sheet.held('heartbeat.sent');
    const allowed = `a Heartbeat on ${connection.name} in each ${intervalMs} ms`;
    sheet.against('heartbeat.sent', index, allowed, `none for ${gap} ms`);
    return;
  }
}

/** Until when it surely carried somebody, and could be seen to; `next`: when another connection was to take over. */
function aliveUntil(
  timeline: Timeline,
  { closed, losses, left, froze }: SeenConnection,
  next: number | undefined,
): number {
  // A silence begins in the past: until the server takes it as a loss, the connection carries somebody.
  const lost = losses.find(({ how }) => how !== 'silence')?.index;
  const ends = [closed?.index, left?.index, froze?.index, lost, timeline.end - 1, next];
  return Math.min(...ends.map((index) => index ?? Number.POSITIVE_INFINITY));
}

/** `heartbeat.timeout`: nobody is taken as lost before its time. The suite answers every Heartbeat that it is shown. */
export const noPatience = invariant({
  clauses: ['heartbeat.timeout'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    if (!timeline.timed || !timeline.history.profile.heartbeat) return;
    for (const connection of timeline.connections) {
      const { carries, closed, left, froze } = connection;
      const timeoutMs = carries ? timeoutOf(carries.roomObject) : 0;
      if (timeoutMs === 0 || left || isLost(connection)) continue;
      if (froze?.healed !== undefined || connection.beats.length > 0) sheet.held('heartbeat.timeout');
      if (closed?.seen.code !== wsClose.NO_FRAME) continue;
      const quietMs = froze
        ? timeAt(timeline, froze.healed ?? closed.index) - timeAt(timeline, froze.heard)
        : timeAt(timeline, closed.index) - timeAt(timeline, connection.spoke);
      if (quietMs > timeoutMs * silent) continue;
      const allowed = `${connection.name} not taken as lost before ${timeoutMs} ms of silence`;
      sheet.against('heartbeat.timeout', closed.index, allowed, `${messageWords(closed.seen)} after ${quietMs} ms`);
    }
  },
});

/** By something else than silence. */
const isLost = ({ losses }: SeenConnection): boolean => losses.some(({ how }) => how !== 'silence');

/**
 * `connection.declared-lost`: somebody who was taken as lost for its silence finds its connection closed when it can
 * see again,
 * and what it said after all is not taken up. That it was taken as lost is certain where the others were told.
 */
export const declaredLost = invariant({
  clauses: ['connection.declared-lost'],
  scope: 'history',
  clock: true,
  check(timeline: Timeline, sheet) {
    for (const participation of timeline.participations) {
      const line = connectionOfParticipation(participation);
      const healed = line?.froze?.healed;
      if (!line || healed === undefined || !toldBefore(participation, healed)) continue;
      sheet.held('connection.declared-lost');
      const allowed = `${line.name} closed, for ${participation.id} was taken as lost`;
      const taken = takenUp(line, participation, line.froze?.index ?? healed);
      if (taken) sheet.against('connection.declared-lost', taken.index, allowed, messageWords(taken.seen));
      else if (!line.closed) sheet.missing('connection.declared-lost', timeline.end, allowed, 'it is still open');
    }
  },
});

/** Its departure was nothing but this loss. */
const toldBefore = ({ tellings }: SeenParticipation, healed: number): boolean =>
  tellings.some(
    ({ index, reason }) => index < healed && reason.length === 1 && reason[0] === reasonCode.WEBSOCKET_DISCONNECTED,
  );

/** The answer to something that was sent when nothing could pass any more. */
const takenUp = ({ log }: SeenConnection, { roomObject }: SeenParticipation, frozen: number) =>
  log.find(
    ({ seen }) =>
      'replyTo' in seen &&
      roomObject?.requests.some(
        ({ index, number }) => index > frozen && number !== undefined && number === seen.replyTo,
      ),
  );
