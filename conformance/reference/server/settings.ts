/** How a reference server is set up: what it declares, how long it waits, and how much is too much. */

import type { Feature } from '../../../gen/es/index.js';
import { type FeatureOption, featureTable } from '../../../gen/features.js';
import type { Config } from '../../../spec/machine/config.js';

/** A silence is noticed within so many milliseconds after the heartbeat timeout. Clause `connection.noticed`. */
export const NOTICED_MS = 1_000;
/** A departure is remembered for so many milliseconds beyond the window and the timeout. Clause `resume.remembers`. */
const REMEMBERED_BEYOND_MS = 1_000;
/** A `join_id` is remembered for so many milliseconds after its departure, at the least. Clause `repeat.remembered`. */
const REPEATABLE_MS = 60_000;

/** How a server and its clients show that they are alive. */
export interface HeartbeatSettings {
  /** How often Heartbeat is sent, in milliseconds; 0: never. */
  readonly intervalMs: number;
  /** How long without any frame until a connection is taken as lost, in milliseconds; 0: only a close is a loss. */
  readonly timeoutMs: number;
}

/** What goes beyond one of these is refused. Clauses `limit.refused`, `connection.unbound`. */
export interface ServerLimits {
  /** How long a name or a join_id may be, in bytes: INVALID_ARGUMENT. */
  readonly nameBytes: number;
  /** How many rooms are open at the same time: RESOURCE_EXHAUSTED. */
  readonly rooms: number;
  /** How many are in one room: RESOURCE_EXHAUSTED. */
  readonly participants: number;
  /** How many requests a connection may send: RESOURCE_EXHAUSTED. */
  readonly requestsPerSecond: number;
  /** How long a connection may carry nobody, in milliseconds: closed with 1008. */
  readonly unboundMs: number;
  /** How long one message may be: closed with 1009. Every server has this one: clause `frame.oversize`. */
  readonly messageBytes: number;
}

/** Everything that a server has to know of itself. */
export interface ServerSettings {
  readonly config: Config;
  readonly roomOrder: boolean;
  readonly operator: boolean;
  readonly json: boolean;
  readonly heartbeat: HeartbeatSettings;
  readonly limits: ServerLimits;
  /** How long each half of a switch takes, in milliseconds, as between two nodes; 0: nothing comes in between. */
  readonly switchMs: number;
}

/** A server cannot be started as it was asked to; the message says what to change. */
export class UnfitOptions extends Error {
  override readonly name = 'UnfitOptions';
}

/** Neither heartbeats nor a timeout. */
export const noHeartbeat: HeartbeatSettings = { intervalMs: 0, timeoutMs: 0 };

/** Wide enough for ten thousand people in one room, and for everything that the suite tries. */
export const generousLimits: ServerLimits = {
  nameBytes: 256,
  rooms: 100_000,
  participants: 20_000,
  requestsPerSecond: 10_000,
  unboundMs: 10_000,
  messageBytes: 65_536,
};

/** How long a departure is remembered for those who resume, at the least. Clause `resume.remembers`. */
export const leastMemoryMs = (windowMs: number, timeoutMs: number): number =>
  windowMs + timeoutMs + REMEMBERED_BEYOND_MS;

/** How long a departure is remembered. Clauses `resume.remembers`, `repeat.remembered`. */
export const memoryMs = ({ config, heartbeat }: ServerSettings): number =>
  Math.max(REPEATABLE_MS, leastMemoryMs(config.resumeWindowMs, heartbeat.timeoutMs));

/** The features that a server with these settings declares. */
export function declaredFeatures({ config, roomOrder, operator, json }: ServerSettings): Feature[] {
  const options = { ...config, resume: config.resumeWindowMs > 0, operator, json, roomOrder };
  const declared: Readonly<Record<FeatureOption, boolean>> = options;
  return Object.values(featureTable).flatMap(({ number, option }) => (declared[option] ? [number] : []));
}
