/** Why clauses are declared, or cannot be told: each reason once, with all its clauses. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { ClauseCell } from './cells.js';
import type { Matrix } from './model.js';

/** What one system says, or cannot say, and the clauses that are left open by it. */
export interface CellReason {
  readonly kind: 'declared' | 'untold';
  readonly why: string;
  readonly clauses: readonly ClauseId[];
}

/** A clause that holds, but for what was seen by chance. */
export interface SeenByChance {
  readonly clause: ClauseId;
  readonly checks: number;
  /** Plays. */
  readonly broken: number;
  /** The number of its sighting, where a failure was shrunk. */
  readonly sighting?: number;
}

/** What the system in this column was seen to break by chance alone. */
export const seenByChance = ({ rows }: Pick<Matrix, 'rows'>, column: number): readonly SeenByChance[] =>
  rows.flatMap(({ clause, cells }) => {
    const cell = cells[column];
    return cell?.kind === 'holds' && cell.broken > 0 ? [{ ...cell, clause }] : [];
  });

/** Of the system in this column, what it declares first. */
export function cellReasons({ rows }: Pick<Matrix, 'rows'>, column: number): readonly CellReason[] {
  const reasons = new Map<string, CellReason>();
  for (const { clause, cells } of rows) {
    const cell: ClauseCell | undefined = cells[column];
    if (cell?.kind !== 'declared' && cell?.kind !== 'untold') continue;
    const { kind, why } = cell;
    const key = `${kind} ${why}`;
    reasons.set(key, { kind, why, clauses: [...(reasons.get(key)?.clauses ?? []), clause] });
  }
  const all = [...reasons.values()];
  return [...all.filter(({ kind }) => kind === 'declared'), ...all.filter(({ kind }) => kind === 'untold')];
}
