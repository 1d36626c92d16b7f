/** What holds where the head of a log says nothing. */
import type { LogHead } from '../exchange/log.js';

const SLACK_MS = 1_000;

/** Of a log without a head. */
export const noHead: LogHead = {
  name: '',
  complete: false,
  slackMs: SLACK_MS,
  deviations: [],
  writer: 'unknown',
  lossSeenMs: 0,
  reportedWithinMs: 0,
};

/** No clock is exact, and no log either. */
export const withSlack = (head: LogHead): LogHead => (head.slackMs > 0 ? head : { ...head, slackMs: SLACK_MS });
