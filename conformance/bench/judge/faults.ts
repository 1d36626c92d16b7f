/** The faults that are planted in a log, each by the clause that it breaks. */
import type { ClauseId } from '../../../gen/clauses.js';

/** The meeting goes on after these as if nothing had been, so they also suit a room that stays open for long. */
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
  'reason.elsewhere',
  'report.once',
  'report.repeated',
  'report.names',
  'report.in-order',
  'report.each',
] as const satisfies readonly ClauseId[];

/** After these the people in the room have different pictures of it, so it ends. */
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

/** The clause of a rule that is broken. */
export type BrokenRule = (typeof passing)[number] | (typeof grave)[number];

/** A fault as it stands in the log. */
export interface Planted {
  readonly clause: BrokenRule;
  readonly room: string;
  /** Of the line that shows it, counted from 1. */
  readonly line: number;
}
