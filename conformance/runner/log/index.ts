/** Judges what somebody else has recorded: a log, as a stream. */
export { judgeLog } from './read.js';
