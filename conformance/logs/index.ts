/** Judges what somebody else has recorded: a log, or several of one system, as a stream. */
export { judgeLog, judgeLogs, type Log } from './judge-logs.js';
export { MOST_LOGS } from './read/line-numbers.js';
