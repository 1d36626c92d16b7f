/** Holds architecture.json: who may import whom, and that what must stay apart stays apart by every way round. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface Room {
  readonly does: string;
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

interface House {
  readonly rooms: Readonly<Record<string, Room>>;
  /** What only some may import, be it a folder or a package. */
  readonly reserved: readonly {
    readonly what: readonly string[];
    readonly for: readonly string[];
    readonly why: string;
  }[];
  /** What must not be reachable, not even through other rooms. */
  readonly never: readonly { readonly from: string; readonly to: string; readonly why: string }[];
}

interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
}

const project = fileURLToPath(new URL('..', import.meta.url));
const house: House = JSON.parse(readFileSync(new URL('architecture.json', import.meta.url), 'utf8'));

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const roomOf = (path: string): string | undefined => Object.keys(house.rooms).find((room) => isIn(path, room));

/** Every import, export-from and dynamic import of a source file, types included. */
function importsOf(file: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    file,
    line: text.slice(0, pos).split('\n').length,
    specifier: fileName,
  }));
}

/** What an import names: a path inside the project, the name of a package, or `node`. */
function named({ file, specifier }: Import): { readonly path?: string; readonly pack?: string } {
  if (specifier.startsWith('.')) return { path: join(dirname(file), specifier).replace(/\.js$/, '.ts') };
  if (isBuiltin(specifier)) return { pack: 'node' };
  return {
    pack: specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}

/** The rules that an import breaks, each in one line. */
function broken(one: Import): string[] {
  const home = roomOf(one.file);
  const here = `${one.file}:${one.line} imports ${one.specifier}`;
  if (home === undefined) return [`${here}, but stands in no room of architecture.json`];
  const { path, pack } = named(one);
  const may = house.rooms[home] as Room;
  const room = path === undefined ? undefined : roomOf(path);
  const problems: string[] = [];
  if (path !== undefined && room === undefined) problems.push('which stands in no room of architecture.json');
  if (room !== undefined && room !== home && !may.rooms.includes(room))
    problems.push(`but ${home} (${may.does}) may import only ${may.rooms.join(', ') || 'nothing'}`);
  if (pack !== undefined && !may.packages.includes('*') && !may.packages.includes(pack))
    problems.push(`but ${home} (${may.does}) may use only ${may.packages.join(', ') || 'no package'}`);
  for (const { what, for: owners, why } of house.reserved) {
    const reserved = what.some((thing) => thing === pack || (path !== undefined && isIn(path, thing)));
    if (reserved && !owners.some((owner) => isIn(one.file, owner))) problems.push(`but ${why}`);
  }
  return problems.map((problem) => `${here}, ${problem}`);
}

/** All rooms that a room may come to import, through others too. */
function reachable(from: string, found = new Set<string>()): Set<string> {
  for (const room of house.rooms[from]?.rooms ?? []) {
    if (found.has(room)) continue;
    found.add(room);
    reachable(room, found);
  }
  return found;
}

/** The project's own sources, without tests. */
function sources(): string[] {
  return ['conformance', 'spec/machine', 'gen']
    .flatMap((folder) => readdirSync(join(project, folder), { recursive: true, withFileTypes: true }))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'));
}

test('every import goes where the house lets it', () => {
  const files = sources();
  expect(files.length).toBeGreaterThan(20);
  const problems = files.flatMap((file) => importsOf(file, readFileSync(join(project, file), 'utf8')).flatMap(broken));
  expect(problems).toEqual([]);
});

describe('what must stay apart', () => {
  test.each(house.never)('$from never comes to $to: $why', ({ from, to }) => {
    expect(Object.keys(house.rooms)).toContain(from);
    expect(Object.keys(house.rooms)).toContain(to);
    expect(reachable(from)).not.toContain(to);
  });

  test('every room that is named exists', () => {
    const names = Object.values(house.rooms).flatMap(({ rooms }) => rooms);
    expect(names.filter((name) => !(name in house.rooms))).toEqual([]);
  });
});

describe('a forbidden import is found', () => {
  const problemsOf = (file: string, text: string) => importsOf(file, text).flatMap(broken);

  test.each([
    ['conformance/invariants/x.ts', `import { step } from '../../spec/machine/index.js';`, 'may import only'],
    ['conformance/invariants/x.ts', `export * from '../oracle/index.js';`, 'may import only'],
    ['conformance/invariants/x.ts', `const late = () => import('../oracle/index.js');`, 'may import only'],
    ['conformance/reference/server/x.ts', `import type { Link } from '../../link/index.js';`, 'may import only'],
    ['conformance/reference/client/x.ts', `import { serve } from '../server/index.js';`, 'may import only'],
    ['conformance/reference/client/x.ts', `import { randomUUID } from 'node:crypto';`, 'may use only ws'],
    ['conformance/sut/native/x.ts', `import '../../reference/server/index.js';`, 'may import only'],
    ['conformance/exchange/x.ts', `import type { Case } from '../cases/index.js';`, 'may import only gen'],
    ['conformance/exchange/x.ts', `import { Verdict } from '../../gen/es/testing/index.js';`, 'codec alone'],
    ['conformance/exchange/codec.ts', `export * from '../../gen/es/testing/index.js';`, 'codec alone'],
    ['conformance/exchange/codec-x.ts', `import '../../gen/es/testing/index.js';`, 'codec alone'],
    ['conformance/report/x.ts', `import { reports } from '../exchange/codec/report.js';`, 'the only way in'],
    ['conformance/exchange/x.ts', `import { actions } from './codec/action.js';`, 'the only way in'],
    ['conformance/exchange/x.ts', `import { create } from '@bufbuild/protobuf';`, 'at the edges only'],
    ['spec/machine/x.ts', `import { randomUUID } from 'node:crypto';`, 'may use only no package'],
    ['conformance/report/x.ts', `import { WebSocket } from 'ws';`, 'may use only picocolors'],
    ['conformance/somewhere/x.ts', `import '../exchange/index.js';`, 'stands in no room'],
    ['conformance/cli/x.ts', `import '../somewhere/index.js';`, 'which stands in no room'],
  ])('%s: %s', (file, text, words) => {
    const [problem, ...more] = problemsOf(file, `// a line before\n${text}`);
    expect(problem).toContain(`${file}:2 imports`);
    expect(problem).toContain(words);
    expect(more).toEqual([]);
  });

  test('and an allowed one is not', () => {
    expect(problemsOf('conformance/exchange/codec/x.ts', `import '../../../gen/es/testing/index.js';`)).toEqual([]);
    expect(problemsOf('conformance/exchange/codec/x.ts', `import '@bufbuild/protobuf'; import './y.js';`)).toEqual([]);
    expect(problemsOf('conformance/exchange/codec.ts', `export * from './codec/x.js';`)).toEqual([]);
    expect(problemsOf('conformance/report/x.ts', `import { reports } from '../exchange/codec.js';`)).toEqual([]);
    expect(problemsOf('conformance/link/x.ts', `import 'ws'; import '@bufbuild/protobuf/wire';`)).toEqual([]);
  });
});
