/** The systems of this suite, by name. */
import type { Adapter } from './adapter.js';

export type { Adapter } from './adapter.js';
export { loadAdapter, NoAdapter } from './load.js';

/** All adapters of this suite. */
export const adapters: readonly Adapter[] = [];

/** The adapter of this name. */
export const adapterNamed = (name: string): Adapter | undefined => adapters.find((adapter) => adapter.name === name);
