/** The bytes that the suite sends are those of the specification. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { undecodableBytes, undecodableTexts } from './undecodable.js';

const vectors = JSON.parse(
  readFileSync(new URL('../../../spec/vectors/undecodable.json', import.meta.url), 'utf8'),
) as readonly { readonly hex: string }[];

test('behind the first one, they are the vectors that cannot be decoded, in their order', () => {
  expect(undecodableBytes.slice(1)).toEqual(vectors.map(({ hex }) => hex));
});

test('no text is JSON', () => {
  for (const text of undecodableTexts) expect(() => JSON.parse(text) as unknown).toThrow();
});
