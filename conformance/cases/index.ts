/** The catalogue. */
import type { Case } from './case.js';
import { clientCases } from './client/index.js';
import { serverCases } from './server/index.js';

export type { Case } from './case.js';
export { sampleOf } from './sample.js';
/** All cases, in the order in which they are run. */
export const cases: readonly Case[] = [...serverCases, ...clientCases];
