/** What the operator has called, and what it was answered. */
import type { Call as Method, Refusal } from '../../exchange/index.js';

export interface Call {
  readonly at: number;
  readonly method: Method;
  readonly room: string;
  /** The session that it named; empty for none. */
  readonly session: string;
  readonly targets: readonly string[];
  readonly authorized: boolean;
  readonly connection: string;
  overdue?: number;
  answer?: { readonly at: number; readonly kind: 'accepted' | 'rejected'; readonly code?: Refusal | 'unspecified' };
}

/** The whole room departs by these. */
export const wholeRoom: readonly (number | 'absent')[] = [1006, 1008, 1009];

/** A call that may have taken effect. */
export const mayAct = ({ authorized, answer }: Call): boolean => authorized && answer?.kind !== 'rejected';
