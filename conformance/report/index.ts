/** Renders a report, for people and for programs. */
export { caseLine, caseText, idColumn } from './case-line.js';
export { drawSvg } from './diagram-svg.js';
export { type Palette, paletteFor, plain } from './palette.js';
export type { Frame, Reporter } from './reporter.js';
export { reporters } from './reporters.js';
export { quote, sentence } from './text.js';
export { describeRecord, describeStep } from './words.js';
