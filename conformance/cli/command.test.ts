import { expect, test } from 'vitest';
import { splitArgv } from './command.js';

test('leaves everything after the first -- to the target', () => {
  expect(splitArgv(['test', 'server', '--seed', '1'])).toEqual({ own: ['test', 'server', '--seed', '1'] });
  expect(splitArgv(['test', 'server', '--', 'npm', 'run', 'it', '--', '--seed', '2'])).toEqual({
    own: ['test', 'server'],
    command: ['npm', 'run', 'it', '--', '--seed', '2'],
  });
});
