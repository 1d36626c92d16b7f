/** The longest explained part of a failing history, and the machine's state behind it, for the failure to show. */
import type { Failure } from '../../exchange/index.js';
import { reach } from '../../oracle/index.js';
import type { Played } from './play.js';

/** Nothing where the oracle does not refute the history, or came to no end: there is no such part then, or no telling. */
export const reached = ({
  history,
  judgement,
}: Pick<Played, 'history' | 'judgement'>): Pick<Failure, 'explained' | 'state'> =>
  (judgement.refuted ? reach(history) : undefined) ?? {};
