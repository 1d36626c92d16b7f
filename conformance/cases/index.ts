/** The catalogue. */
import { serverCases } from './server.js';

export type { Case } from './case.js';
export const cases = serverCases;
