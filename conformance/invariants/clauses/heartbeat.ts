import type { Sheet } from '../sheet.js';
import { timeoutOf } from '../timeline/own-causes.js';
import { silent } from '../timeline/read-seen.js';
import type { Connection, Join, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/**
 * `heartbeat.sent`: in each interval one. Where the first interval begins nobody can see, so between two of them,
 * and before the first and behind the last, no more than two intervals can pass.
 */
export function heartbeats(view: View, sheet: Sheet): void {
  if (!view.timed || !view.history.profile.heartbeat) return;
  for (const connection of view.connections) if (connection.carries) beats(view, sheet, connection, connection.carries);
}

function beats(view: View, sheet: Sheet, connection: Connection, { join, since }: { join: Join; since: number }): void {
  const intervalMs = join.stays[0]?.joined?.seen.heartbeatIntervalMs ?? 0;
  if (intervalMs === 0) return;
  const until = aliveUntil(view, connection, join);
  const marks = [since, ...connection.beats.filter((at) => at < until), until];
  const most = 2 * intervalMs + view.history.profile.slackMs;
  sheet.held('heartbeat.sent', marks.length - 2);
  for (const [place, at] of marks.slice(1).entries()) {
    const gap = timeAt(view, at) - timeAt(view, marks[place] ?? since);
    if (gap <= most) continue;
    sheet.held('heartbeat.sent');
    const allowed = `a Heartbeat on ${connection.name} in each ${intervalMs} ms`;
    sheet.against('heartbeat.sent', at, allowed, `none for ${gap} ms`);
    return;
  }
}

/** Until when it surely carried somebody, and could be seen to. */
function aliveUntil(view: View, { closed, losses, left, froze }: Connection, join: Join): number {
  const ends = [closed?.at, left?.at, froze?.at, losses[0]?.at, view.end - 1, join.attempts[1]?.at];
  return Math.min(...ends.map((at) => at ?? Number.POSITIVE_INFINITY));
}

/** `heartbeat.timeout`: nobody is taken as lost before its time. The suite answers every Heartbeat that it is shown. */
export function noPatience(view: View, sheet: Sheet): void {
  if (!view.timed || !view.history.profile.heartbeat) return;
  for (const connection of view.connections) {
    const { carries, closed, left, froze } = connection;
    const timeoutMs = carries ? timeoutOf(carries.join) : 0;
    if (timeoutMs === 0 || left || isLost(connection)) continue;
    if (froze?.healed !== undefined || connection.beats.length > 0) sheet.held('heartbeat.timeout');
    if (closed?.seen.code !== 1006) continue;
    const quietMs = froze
      ? timeAt(view, froze.healed ?? closed.at) - timeAt(view, froze.heard)
      : timeAt(view, closed.at) - timeAt(view, connection.spoke);
    if (quietMs > timeoutMs * silent) continue;
    const allowed = `${connection.name} not taken as lost before ${timeoutMs} ms of silence`;
    sheet.against('heartbeat.timeout', closed.at, allowed, `${messageWords(closed.seen)} after ${quietMs} ms`);
  }
}

/** By something else than silence. */
const isLost = ({ losses }: Connection): boolean => losses.some(({ how }) => how !== 'silence');

const timeAt = ({ history: { records } }: View, at: number): number => records[at]?.at ?? 0;
