/** Adapters that are not part of this suite: a module of a vendor's own, named by its path. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Adapter } from './adapter.js';

/** There is no adapter at this path, and why: wrong usage. */
export class NoAdapter extends Error {
  override readonly name = 'NoAdapter';
}

/** Loads the `adapter` of a module; the path is relative to the working directory. @throws {NoAdapter} */
export async function loadAdapter(path: string): Promise<Adapter> {
  const module = await open(path);
  if (isAdapter(module.adapter)) return module.adapter;
  throw new NoAdapter(`${path} exports no "adapter" with a name, a summary and a start function.`);
}

async function open(path: string): Promise<{ readonly adapter?: unknown }> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoAdapter(`${path} cannot be loaded (${why.replace(/\.$/, '')}): mend the module, or give another path.`);
  }
}

function isAdapter(value: unknown): value is Adapter {
  const { name, summary, start } = (value ?? {}) as Partial<Adapter>;
  return typeof name === 'string' && typeof summary === 'string' && typeof start === 'function';
}
