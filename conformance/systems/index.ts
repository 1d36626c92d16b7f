/** The adapters of this suite, by name. */
import type { Adapter } from './adapter.js';
import { prosody, prosodySmacks } from './prosody/index.js';

export type { Adapter } from './adapter.js';
export { load, NoAdapter } from './load.js';

export const adapters: readonly Adapter[] = [prosody, prosodySmacks];

export const named = (name: string): Adapter | undefined => adapters.find((adapter) => adapter.name === name);
