/** What is planted in a log: one thing done wrongly, and the clause that says so. */
import type { ClauseId } from '../../../gen/clauses.js';

/** Those after which the meeting goes on as if nothing had been; a room that stays open for long can have them too. */
export const passing = [
  'departure.once',
  'departure.tells-others',
  'reason.agree',
  'sequence.dense',
  'close.code',
  'request.answered',
  'sync.accepted',
  'join.announced',
  'fence.effects-first',
  'sequence.refused-join',
] as const satisfies readonly ClauseId[];

/** Those after which nobody in the room knows what is what. */
export const grave = [
  'participation.fresh',
  'session.shared',
  'join.roster',
  'reason.never-unspecified',
  'reason.local-stays-local',
  'reason.true',
  'remove.authority',
  'close.follows',
  'departure.last',
  'request.in-order',
] as const satisfies readonly ClauseId[];

export type Fault = (typeof passing)[number] | (typeof grave)[number];

/** A fault as it stands in the log. */
export interface Planted {
  readonly clause: Fault;
  readonly room: string;
  /** Of the line that shows it, counted from 1. */
  readonly line: number;
}
