/** Renders a report, for people and for programs. */
export { caseLine, caseText, idColumn } from './case-line.js';
export { describeCall } from './client-words.js';
export { drawSvg } from './diagram-svg.js';
export type { Frame } from './failure.js';
export { renderJson } from './json.js';
export { findingJson, logReportJson, renderFinding, renderLogReport } from './log.js';
export { type Palette, paletteFor, plain } from './palette.js';
export { renderOutcome, renderReport } from './terminal.js';
export { quote, sentence } from './text.js';
export { describeRecord, describeStep } from './words.js';
