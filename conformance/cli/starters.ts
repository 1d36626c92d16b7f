/** What `adjourn init` copies: a testee for a client or for a whole system, or a server to begin with; in each language. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './usage.js';

/** Something to start from. */
export interface Starter {
  /** Its folder in `conformance/`. */
  readonly from: string;
  readonly files: readonly string[];
  /** Whether it brings the schemas of the wire, to generate types from. */
  readonly schemas?: boolean;
  /** The command that runs it. */
  readonly run: string;
}

/** The languages that there are starters in. */
export const languages = ['typescript', 'python', 'go'] as const;
export type StarterLanguage = (typeof languages)[number];

/** Whose place it takes. */
export const sides = ['server', 'client', 'system'] as const;
export type StarterSide = (typeof sides)[number];

/** Each starter, by whose place it takes and by language. */
export const starters: Readonly<Record<StarterSide, Readonly<Record<StarterLanguage, Starter>>>> = {
  server: {
    typescript: {
      from: 'servers/typescript',
      files: ['server.ts', 'room.ts', 'README.md'],
      run: 'npx tsx server.ts',
    },
    python: {
      from: 'servers/python',
      files: ['server.py', 'room.py', 'requirements.txt', 'README.md'],
      schemas: true,
      run: 'python3 server.py',
    },
    go: {
      from: 'servers/go',
      files: ['server.go', 'room.go', 'go.mod', 'go.sum', 'buf.gen.yaml', 'README.md'],
      schemas: true,
      run: 'go run .',
    },
  },
  client: {
    typescript: {
      from: 'testees/typescript',
      files: ['drive.ts', 'listeners.ts', 'testee.ts', 'README.md'],
      run: 'npx tsx testee.ts',
    },
    python: { from: 'testees/python', files: ['testee.py', 'listeners.py', 'README.md'], run: 'python3 testee.py' },
    go: {
      from: 'testees/go',
      files: ['go.mod', 'room.go', 'testee.go', 'listeners.go', 'testee_test.go', 'README.md'],
      run: 'go run .',
    },
  },
  system: {
    typescript: {
      from: 'testees/typescript/system',
      files: ['system.ts', 'vendor.ts', 'README.md'],
      run: 'npx tsx system.ts',
    },
    python: {
      from: 'testees/python/system',
      files: ['system.py', 'vendor.py', 'README.md'],
      run: 'python3 system.py',
    },
    go: {
      from: 'testees/go/system',
      files: ['go.mod', 'system.go', 'testee.go', 'vendor.go', 'README.md'],
      run: 'go run .',
    },
  },
};

/** The package, as seen from its build and from the sources. */
const packageRoot = ['../../../', '../../']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((base) => existsSync(join(base, 'package.json')));

const SCHEMAS = 'proto/adjourn/v1';

/**
 * Copies a starter into a folder, which is made where it is missing, and gives the paths that were written. Overwrites
 * nothing. Throws {@link UsageError}.
 */
export function copyStarter({ from, files, schemas = false }: Starter, folder: string): string[] {
  if (folder === '') throw new UsageError('The folder has no name: give one, or leave it out.');
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`"${folder}" is a file: give the name of a folder.`);
  if (packageRoot === undefined) throw new Error('the package has no package.json');
  const source = join(packageRoot, 'conformance', from);
  const wire = schemas ? readdirSync(join(packageRoot, SCHEMAS)).map((name) => join(SCHEMAS, name)) : [];
  const taken = [...files, ...wire].filter((name) => existsSync(join(folder, name)));
  if (taken.length > 0)
    throw new UsageError(`"${folder}" has a ${taken.join(', a ')} already: give another folder, or take it away.`);
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(join(source, file), join(folder, file));
  for (const file of wire) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(packageRoot, file), join(folder, file));
  }
  return [...files, ...(schemas ? [`${SCHEMAS}/`] : [])].map((file) => join(folder, file));
}
