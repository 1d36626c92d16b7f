// Names that stand for two things, and names that were given up, in sources that are made up here.

import { describe, expect, test } from 'vitest';
import { exportedNames, homonyms, retiredNames, wordsOf } from './words.mjs';

const file = (name, text) => ({ file: `conformance/${name}.ts`, text });

describe('exported names', () => {
  test('are those of types, classes and functions that a file declares itself', () => {
    const text = `
      export interface Seat {}
      export type Round = readonly string[];
      export class Recorder {}
      export function play() {}
      export const judge = () => 1;
      export const MOST = 3;
      export { other } from './other.js';
      export type { Far } from './far.js';
      const own = () => 2;
      interface Own {}`;
    expect(exportedNames('a.ts', text)).toEqual(['Seat', 'Round', 'Recorder', 'play', 'judge']);
  });

  test('a function with overloads, or a type and a function of one name, is one thing', () => {
    const text = 'export function a(x: 1): 1;\nexport function a(x: 2): 2;\nexport function a(x: 1 | 2) { return x; }';
    expect(exportedNames('a.ts', text)).toEqual(['a']);
    expect(exportedNames('a.ts', 'export type A = 1; export const A = () => 1;')).toEqual(['A']);
  });
});

describe('homonyms', () => {
  test('one name in two files is found, with both', () => {
    const files = [
      file('a', 'export type Line = 1;'),
      file('b', 'export class Line {}'),
      file('c', 'export type C = 1;'),
    ];
    expect([...homonyms(files)]).toEqual([['Line', ['conformance/a.ts', 'conformance/b.ts']]]);
  });

  test('one that is passed on is not', () => {
    const files = [file('a', 'export type Line = 1;'), file('b', `export type { Line } from './a.js';`)];
    expect([...homonyms(files)]).toEqual([]);
  });
});

describe('retired names', () => {
  test('are found as a word of a name, in files and in code', () => {
    expect(retiredNames([file('room-shelf', 'export const joinedAgain = 1;')])).toEqual([
      'conformance/room-shelf.ts',
      'conformance/room-shelf.ts: joinedAgain',
    ]);
    const text =
      'export const SHELF = [];\nexport interface Deed {}\nexport function tidyUp(again: 1) { const look = 1; }';
    expect(retiredNames([file('a', text)]).map((line) => line.split(': ')[1])).toEqual(['Deed', 'tidyUp', 'SHELF']);
  });

  test('not inside of another word, nor in a string', () => {
    expect(retiredNames([file('against', 'export const lookup = "stay"; export const stayed = 1;')])).toEqual([]);
    expect(wordsOf('appliesClient')).toEqual(wordsOf('applies-client.ts'));
  });
});
