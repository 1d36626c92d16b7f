import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCitations, inCode, inHistory, inProse, meant, placesOf } from './citations.mjs';

describe('in code', () => {
  test.each([
    ["clauses: ['a.b', 'c.d-e'],", ['a.b', 'c.d-e']],
    ['// The rule `a.b` says so.', ['a.b']],
    ['/** Clauses `a.b`, `c.d` and `e.f`. */', ['a.b', 'c.d', 'e.f']],
    ['/** Clauses: `a.*`. */', ['a.*']],
    ["import { x } from './a.js';", []],
    ["const version = '1.0'; const word = 'leave';", []],
  ])('%s', (line, ids) => {
    expect(inCode(`first\n${line}`).map(({ id }) => id)).toEqual(ids);
    for (const found of inCode(`first\n${line}`)) expect(found.line).toBe(2);
  });

  test('what is called a clause is surely meant as one', () => {
    expect(inCode('Clause `a.b`; see `c.d`')).toEqual([
      { id: 'a.b', line: 1, sure: true },
      { id: 'c.d', line: 1, sure: false },
    ]);
  });
});

test('in an example: what it shows, and what its copies break', () => {
  const text = '# A title with a.b\nclauses   a.b c.d\nround 1\nann > join blue\nwrong e.f\n-ann > join blue';
  expect(inHistory(text)).toEqual([
    { id: 'a.b', line: 2, sure: true },
    { id: 'c.d', line: 2, sure: true },
    { id: 'e.f', line: 5, sure: true },
  ]);
});

test('in prose: code, but in headings and blocks', () => {
  const text = '### `a.b`\n\nAs `c.d` says,\nand `e.f`.\n\n```\n`g.h`\n```\n\n| x |\n| - |\n';
  expect(inProse(text).map(({ id, line }) => [id, line])).toEqual([
    ['c.d', 3],
    ['e.f', 4],
  ]);
});

test('in prose: tables too', () => {
  expect(inProse('| x   |\n| --- |\n| see `a.b` |\n').map(({ id, line }) => [id, line])).toEqual([['a.b', 3]]);
});

test('in prose: nothing that is generated', () => {
  const text = 'See `a.a`.\n\n<!-- generated: form -->\n\nSee `a.b`.\n\n<!-- /generated -->\n\nSee `a.c`.\n';
  expect(inProse(text).map(({ id }) => id)).toEqual(['a.a', 'a.c']);
});

describe('of what looks like an id', () => {
  const citations = ['join.once', 'join.oncee', 'join.md', 'json.parse', 'reason.code', 'Sure'].map((id) => ({
    id,
    sure: id === 'Sure',
  }));

  test('what begins as a clause does is meant as one', () => {
    const known = new Set(['join.once', 'reason.agree']);
    expect(meant(citations, known).map(({ id }) => id)).toEqual(['join.once', 'join.oncee', 'Sure']);
  });
});

test('places are told file by file', () => {
  const at = (file, line) => ({ file, line });
  expect(placesOf([at('a.ts', 1), at('a.ts', 7), at('a.ts', 7), at('b.md', 2)])).toBe('a.ts:1,7, b.md:2');
});

describe('in a folder', () => {
  let root;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'adjourn-citations-'));
    const files = {
      'conformance/cases/one.ts': "'a.one'",
      'conformance/cases/one.test.ts': "'a.test'",
      'spec/machine/two.ts': "'a.two'",
      'spec/room.md': '`a.three`',
      'spec/examples/README.md': '`a.four`',
      'spec/examples/x.history': 'clauses a.five',
      'proto/v1/x.proto': '// Clause `a.six`',
      'README.md': '`a.seven`',
      'CHANGELOG.md': '`a.old`',
      'deep/README.md': '`a.elsewhere`',
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('code, schemas, examples and prose are read; tests and the changelog are not', () => {
    expect(findCitations(root).map(({ id, file, line }) => `${file}:${line} ${id}`)).toEqual([
      'conformance/cases/one.ts:1 a.one',
      'spec/machine/two.ts:1 a.two',
      'spec/examples/x.history:1 a.five',
      'spec/examples/README.md:1 a.four',
      'spec/room.md:1 a.three',
      'proto/v1/x.proto:1 a.six',
      'README.md:1 a.seven',
    ]);
  });
});
