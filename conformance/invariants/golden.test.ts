import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseExample } from '../exchange/notation.js';
import { judge } from './index.js';

const folder = new URL('../../spec/examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.history'));

describe.each(files)('%s', (file) => {
  const example = parseExample(readFileSync(new URL(file, folder), 'utf8'));

  test('is right', () => {
    expect(judge(example.history).violations).toEqual([]);
  });

  test.each(example.wrong.map((wrong, place) => [`${place + 1}: ${wrong.clause}`, wrong] as const))(
    'wrong copy %s',
    (_, wrong) => {
      expect(judge(wrong.history).violations.map(({ clause }) => clause)).toContain(wrong.clause);
    },
  );
});
