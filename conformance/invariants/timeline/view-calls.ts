/** What the operator has called, and what it was answered. */
import type { OperatorMethod as Method, Refusal } from '../../exchange/index.js';

export interface OperatorCall {
  readonly index: number;
  readonly method: Method;
  readonly room: string;
  /** The session that it named; empty for none. */
  readonly session: string;
  readonly targets: readonly string[];
  readonly authorized: boolean;
  readonly connection: string;
  overdue?: number;
  answer?: { readonly index: number; readonly kind: 'accepted' | 'rejected'; readonly code?: Refusal | 'unspecified' };
}

/** The whole room departs by these. */
export const wholeRoom: readonly (number | 'absent')[] = [1006, 1008, 1009];

/** A call that may have taken effect. */
export const mayAct = ({ authorized, answer }: OperatorCall): boolean => authorized && answer?.kind !== 'rejected';
