// What the packages may weigh, and what must be in them: by the list of npm itself, of the build that is there.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { starters } from '../../../conformance/cli/starters.js';
import { project } from '../run.mjs';
import { LIB, readManifest } from './parts.mjs';
import { publishable } from './publishable.mjs';
import { TYPES } from './types.mjs';

/** Bytes and files of what is unpacked, packages that an install brings, and bytes of a bundle with the codes alone. */
const SUITE = { bytes: 2_500_000, files: 600, packages: 20 };
const VENDORED = { bytes: 1_000_000, files: 150, packages: 3 };
const ENUM_BYTES = 2_000;

const read = (...path) => readFileSync(join(project, ...path), 'utf8');
const manifest = readManifest();
const types = readManifest(join(project, TYPES));
const lock = JSON.parse(read('package-lock.json'));

/** What npm would pack of a folder; without the scripts, which would build it anew. */
function packed(folder) {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', folder];
  const [{ unpackedSize: bytes, files }] = JSON.parse(execFileSync('npm', args, { cwd: project, encoding: 'utf8' }));
  return { bytes, files: files.map(({ path }) => path) };
}

/** What an install of a package brings, the package itself among it: optional peers are the reader's own. */
function packagesOf({ name, dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const needed = (peers, about) => Object.keys(peers).filter((peer) => !about[peer]?.optional);
  const found = new Set([name, ...Object.keys(dependencies), ...needed(peerDependencies, peerDependenciesMeta)]);
  for (const one of found) {
    const entry = one === name ? {} : lock.packages[`node_modules/${one}`];
    for (const next of Object.keys(entry.dependencies ?? {})) found.add(next);
    for (const next of needed(entry.peerDependencies ?? {}, entry.peerDependenciesMeta ?? {})) found.add(next);
  }
  return [...found];
}

let suite;
let vendored;
/** npm packs in a few seconds; on a busy machine it takes longer. */
const PACKING_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'adjourn-bounds-'));
beforeAll(() => {
  suite = packed('.');
  vendored = packed(`./${TYPES}`);
}, PACKING_MS);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the package of the suite', () => {
  test('keeps its bounds', () => {
    expect(suite.bytes).toBeLessThanOrEqual(SUITE.bytes);
    expect(suite.files.length).toBeLessThanOrEqual(SUITE.files);
    expect(packagesOf(manifest).length).toBeLessThanOrEqual(SUITE.packages);
  });

  test('has every file that its package.json names', () => {
    const targets = [manifest.bin, manifest.exports].flatMap((one) =>
      JSON.stringify(one).match(/[^"]+\.(?:js|d\.ts|json)(?=")/g),
    );
    const missing = targets.map((path) => path.replace(/^\.\//, '')).filter((path) => !suite.files.includes(path));
    expect(missing).toEqual([]);
  });

  test('has the pages that a run, a message or a help names', () => {
    const code = suite.files.filter((path) => path.startsWith(`${LIB}/`) && path.endsWith('.js'));
    const named = code.flatMap((path) => read(path).match(/\bspec\/[a-z-]+\.md\b/g) ?? []);
    const sections = Object.values(JSON.parse(read('spec/clauses.json')).clauses).map(
      ({ section }) => `spec/${section}`,
    );
    expect([...new Set([...named, ...sections])].filter((path) => !suite.files.includes(path))).toEqual([]);
    expect(named).toContain('spec/log.md');
  });

  test('has all that "adjourn init" copies', () => {
    const all = Object.values(starters).flatMap((languages) => Object.values(languages));
    const wanted = all.flatMap(({ from, files }) => files.map((name) => `conformance/${from}/${name}`));
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((path) => !suite.files.includes(path))).toEqual([]);
  });

  test('has no test, no tool and no source of the repository but those that declarations lead to', () => {
    const others = suite.files.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
    const led = suite.files
      .filter((path) => path.endsWith('.d.ts.map'))
      .flatMap((path) => JSON.parse(read(path)).sources.map((source) => join(path, '..', source)));
    expect(led.filter((path) => !suite.files.includes(path))).toEqual([]);
    expect(others.filter((path) => !led.includes(path) && !/^conformance\/(?:testees|servers)\//.test(path))).toEqual(
      [],
    );
    expect(suite.files.filter((path) => /\.test\.|\/tools\//.test(path))).toEqual([]);
  });

  test('names no script, for its scripts are those of a checkout', () => {
    const { scripts, devDependencies, ...rest } = publishable(manifest, {});
    expect([scripts, devDependencies]).toEqual([undefined, undefined]);
    expect(rest.exports).toEqual(manifest.exports);
  });

  test('says where it was made, where a release makes it', () => {
    const from = { GITHUB_SERVER_URL: 'https://code.example.org', GITHUB_REPOSITORY: 'somebody/adjourn' };
    expect(publishable(manifest, from).repository.url).toBe('git+https://code.example.org/somebody/adjourn.git');
    expect(publishable(manifest, from).homepage).toBe('https://code.example.org/somebody/adjourn#readme');
    const sited = publishable(manifest, { ...from, SITE_URL: 'https://somebody.example.org/adjourn/' });
    expect(sited.homepage).toBe('https://somebody.example.org/adjourn/');
  });
});

describe('the package of the types', () => {
  test('keeps its bounds', () => {
    expect(vendored.bytes).toBeLessThanOrEqual(VENDORED.bytes);
    expect(vendored.files.length).toBeLessThanOrEqual(VENDORED.files);
    expect(packagesOf(types).length).toBeLessThanOrEqual(VENDORED.packages);
  });

  test('has every file that its package.json names, the schemas and the vectors', () => {
    const targets = Object.values(types.exports).flatMap((one) => (typeof one === 'object' ? Object.values(one) : []));
    const vectors = readdirSync(join(project, 'spec/vectors')).map((name) => `./vectors/${name}`);
    const schemas = readdirSync(join(project, 'proto/adjourn/v1')).map((name) => `./proto/adjourn/v1/${name}`);
    const wanted = [...targets, ...vectors, ...schemas].map((path) => path.slice(2));
    expect(wanted.filter((path) => !vendored.files.includes(path))).toEqual([]);
    expect(types.version).toBe(manifest.version);
  });
});

/** What a bundler keeps of a program, in bytes. */
async function bundled(text) {
  const build = await rolldown({
    input: 'program',
    external: [/^@bufbuild/],
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === 'program' ? id : null),
        load: (id) => (id === 'program' ? text : null),
      },
    ],
  });
  const { output } = await build.write({ dir: folder, format: 'esm', minify: true });
  return output[0].code.length;
}

test.each([
  [`${LIB}/gen/es/index.js`, 'ReasonCode.REMOVE_PEER'],
  [`${LIB}/gen/ts-proto/index.js`, 'ReasonCode.REASON_CODE_REMOVE_PEER'],
  [`${TYPES}/${LIB}/gen/es/index.js`, 'ReasonCode.REMOVE_PEER'],
  [`${TYPES}/${LIB}/gen/ts-proto/index.js`, 'ReasonCode.REASON_CODE_REMOVE_PEER'],
])('a program that needs the codes alone is small with %s', async (path, code) => {
  expect(existsSync(join(project, path))).toBe(true);
  const bytes = await bundled(
    `import { ReasonCode } from ${JSON.stringify(join(project, path))}; console.log(${code});`,
  );
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThanOrEqual(ENUM_BYTES);
});
