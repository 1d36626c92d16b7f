// What the prose refers to is listed in spec/references.md, and what is listed there is referred to.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sectionsOf } from './clauses.mjs';
import { project } from './run.mjs';

const LIST = 'references.md';
const folder = join(project, 'spec');
const read = (name) => readFileSync(join(folder, name), 'utf8');
const numbersIn = (text) => [...text.matchAll(/\bRFC (\d{3,5})\b/g)].map(([, number]) => number);

const listed = numbersIn(read(LIST));
// What is said of other systems has its own sources.
const ELSEWHERE = ['crosswalk.md', 'systems.md'];
const sections = sectionsOf(folder).filter((name) => name !== LIST);

describe('the RFCs', () => {
  test('that a section names are in the list, each once', () => {
    const named = sections.filter((name) => !ELSEWHERE.includes(name)).flatMap((name) => numbersIn(read(name)));
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((number) => !listed.includes(number))).toEqual([]);
    const columns = [...read(LIST).matchAll(/^\| ([^|]*)\|/gm)].flatMap(([, first]) => numbersIn(first));
    expect(columns).toEqual([...new Set(columns)]);
  });

  test('link to their own numbers', () => {
    const links = [...read(LIST).matchAll(/\[RFC (\d+)\]\(([^)]*)\)/g)];
    expect(links.length).toBeGreaterThan(15);
    for (const [, number, address] of links) expect(address).toBe(`https://www.rfc-editor.org/rfc/rfc${number}`);
  });
});

test('each clause and each section that the list names as a place is there', () => {
  const places = [...read(LIST).matchAll(/\]\(([a-z-]+\.md)(?:#[a-z-]+)?\)/g)].map(([, name]) => name);
  expect(places.filter((name) => !sections.includes(name))).toEqual([]);
});
