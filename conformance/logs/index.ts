/** Judges what somebody else has recorded: a log, or several of one system, as a stream. */
export { MOST_LOGS } from './places.js';
export { judgeLog, judgeLogs, type Log } from './read.js';
