import { expect, test } from 'vitest';
import { unknownName, usageSentence } from './usage.js';

test('puts a complaint of the parser into one line that says where to look', () => {
  expect(usageSentence("error: unknown option '--sede'\n(Did you mean --seed?)\n", 'adjourn test server')).toBe(
    'Unknown option \'--sede\'. Did you mean --seed? See "adjourn test server --help".\n',
  );
  expect(usageSentence("error: missing required argument 'file'\n", 'adjourn replay')).toBe(
    'Missing required argument \'file\'. See "adjourn replay --help".\n',
  );
});

test('names what is near to an unknown name', () => {
  expect(unknownName('There is no case "x".', ['a', 'b'], 'adjourn list').message).toBe(
    'There is no case "x". The nearest names are a, b; "adjourn list" shows all.',
  );
});
