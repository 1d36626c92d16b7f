/** Signs of life: sent, and missed. Clauses `heartbeat.sent`, `connection.declared-lost`. */
import type { ServerEngine } from './engine.js';
import type { Outgoing, Parts, Timer } from './parts.js';
import { type HeartbeatSettings, NOTICED_MS } from './settings.js';

/** An interval is cut up, so that many connections do not get theirs all at once, and a loss is noticed soon. */
const TURNS = 4;
/** A silence has to be noticed in its time after the timeout, however long the timeout is. */
const LONGEST_TURN_MS = NOTICED_MS / TURNS;

const heartbeat: Outgoing = { kind: 'heartbeat' };

/** One timer for all connections. */
export function beat({ intervalMs, timeoutMs }: HeartbeatSettings, engine: ServerEngine, parts: Parts): Timer {
  const { clock, missed } = parts;
  const turnMs = Math.min(Math.min(intervalMs || timeoutMs, timeoutMs || intervalMs) / TURNS, LONGEST_TURN_MS);
  if (turnMs === 0) return { cancel: () => {} };
  const everyTurns = intervalMs === 0 ? 0 : Math.max(1, Math.floor(intervalMs / turnMs));
  let turn = 0;
  let last = performance.now();
  const run = () => {
    const now = performance.now();
    // A server that was busy may not have read yet what arrived meanwhile: that silence is its own.
    const heeds = timeoutMs > 0 && now - last < 2 * turnMs;
    last = now;
    turn += 1;
    for (const connection of [...engine.bound()]) {
      if (heeds && missed(now - connection.heardAt, timeoutMs, connection)) engine.declareLost(connection);
      else if (everyTurns > 0 && (connection.number + turn) % everyTurns === 0) engine.deliver(connection, heartbeat);
    }
    timer = clock.after(turnMs, run);
  };
  let timer = clock.after(turnMs, run);
  return { cancel: () => timer.cancel() };
}
