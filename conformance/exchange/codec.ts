/**
 * The plain data of this folder as messages of adjourn.testing.v1, and back. Nothing else in the suite knows those messages,
 * and this is the only way in to what is in codec/.
 *
 * Both directions are total and lose nothing. What cannot be turned raises a {@link CodecError}, in one sentence.
 */
export { actions } from './codec/action.js';
export { histories, records, scenarios } from './codec/history.js';
export { readLogLine } from './codec/log.js';
export { logFindings } from './codec/log-report.js';
export { appEvents, notes } from './codec/note.js';
export { observations } from './codec/observation.js';
export { profiles } from './codec/profile.js';
export { type ReasonEntry, reasons } from './codec/registry.js';
export { caseResults, documents, failures, reports } from './codec/report.js';
export { type Codec, CodecError } from './codec/shared.js';
export { fromTestee, toTestee } from './codec/testee.js';
