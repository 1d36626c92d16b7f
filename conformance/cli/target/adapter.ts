/** A foreign system under test: one of our adapters by its name, or a vendor's own by the path of its module. */
import { existsSync, statSync } from 'node:fs';
import { quote } from '../../report/text.js';
import { Unreachable } from '../../sut/system.js';
import type { Adapter } from '../../systems/adapter.js';
import { adapterNamed, adapters } from '../../systems/index.js';
import { loadAdapter, NoAdapter } from '../../systems/load.js';
import { nearest } from '../nearest.js';
import { UsageError, unknownName } from '../usage.js';
import type { Target } from './target.js';

/** The foreign system that `nameOrPath` names. Throws {@link UsageError}. */
export async function adapterTarget(nameOrPath: string): Promise<Target> {
  const adapter = adapterNamed(nameOrPath) ?? (await byPath(nameOrPath));
  return { name: `--adapter ${quote([nameOrPath])}`, open: () => started(adapter) };
}

/** What looks like a path, or is the name of a file, is a path; anything else was meant as a name. */
const isPath = (text: string): boolean => /[/\\]|\.[cm]?[jt]s$/.test(text) || existsSync(text);

async function byPath(path: string): Promise<Adapter> {
  if (!isPath(path)) {
    const names = adapters.map(({ name }) => name);
    throw unknownName(`There is no adapter "${path}".`, nearest(path, names), 'adjourn list --adapters');
  }
  if (!existsSync(path))
    throw new UsageError(`There is no file "${path}": give the path of a module that exports an "adapter".`);
  if (statSync(path).isDirectory())
    throw new UsageError(`"${path}" is a folder: give the path of a module that exports an "adapter".`);
  return loadAdapter(path).catch((error: unknown) => {
    throw error instanceof NoAdapter ? new UsageError(error.message) : error;
  });
}

/** An adapter that does not start is trouble with the target, not a fault of the suite, whatever it throws. */
const started = (adapter: Adapter): ReturnType<Adapter['start']> =>
  Promise.resolve()
    .then(() => adapter.start())
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      // A vendor's adapter may have an Unreachable of its own.
      if ((error as Error)?.name === 'Unreachable') throw new Unreachable(why);
      throw new Unreachable(`the adapter "${adapter.name}" does not start: ${why}`);
    });
