// Circles and chains in small graphs that are seen through at once.

import { describe, expect, test } from 'vitest';
import { circles, deepest } from './shape-graph.mjs';

/** `a: b c` is a file that imports two others. */
const graph = (...lines) =>
  new Map(
    lines.map((line) => {
      const [file, imports = ''] = line.split(':');
      return [file, imports.split(' ').filter(Boolean)];
    }),
  );

const sorted = (rings) => rings.map((ring) => [...ring].sort()).sort();

describe('circles', () => {
  test('there are none where imports run down', () => {
    expect(circles(graph('a:b c', 'b:d', 'c:d', 'd:'))).toEqual([]);
  });

  test('two files that import each other are one, and a file that imports itself is none', () => {
    expect(sorted(circles(graph('a:b', 'b:a', 'c:c')))).toEqual([['a', 'b']]);
  });

  test('circles that share a file are one; circles apart are two', () => {
    expect(sorted(circles(graph('a:b', 'b:c a', 'c:b')))).toEqual([['a', 'b', 'c']]);
    expect(sorted(circles(graph('a:b c', 'b:a', 'c:d', 'd:c')))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('a long way round is found wherever the search begins', () => {
    const lines = ['a:b', 'b:c', 'c:d', 'd:e', 'e:b'];
    for (const start of lines)
      expect(sorted(circles(graph(start, ...lines.filter((line) => line !== start))))).toEqual([['b', 'c', 'd', 'e']]);
  });
});

describe('the deepest chain', () => {
  test('is the longest way down, not the first', () => {
    expect(deepest(graph('a:d b', 'b:c', 'c:d', 'd:'))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('of nothing is nothing; of a file without imports, itself', () => {
    expect(deepest(graph())).toEqual([]);
    expect(deepest(graph('a:'))).toEqual(['a']);
  });

  test('comes to all of a circle, wherever it enters it', () => {
    const lines = ['c:a d', 'a:b', 'b:c', 'd:e', 'e:'];
    for (const start of lines) {
      const chain = deepest(graph(start, ...lines.filter((line) => line !== start)));
      expect(new Set(chain).size).toBe(chain.length);
      expect(chain).toHaveLength(5);
    }
  });
});
