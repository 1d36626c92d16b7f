/** The catalogue. */
import { serverCases } from './server.js';

export type { Case } from './case.js';
export { sampleOf } from './sample.js';
export const cases = serverCases;
