import { expect, test } from 'vitest';
import { quote, splitArgv } from './argv.js';

test('leaves everything behind the first -- to the target', () => {
  expect(splitArgv(['test', 'server', '--seed', '1'])).toEqual({ own: ['test', 'server', '--seed', '1'] });
  expect(splitArgv(['test', 'server', '--', 'npm', 'run', 'it', '--', '--seed', '2'])).toEqual({
    own: ['test', 'server'],
    command: ['npm', 'run', 'it', '--', '--seed', '2'],
  });
});

test('writes a command so that a shell takes it back', () => {
  expect(quote(['node', './server.js', '--port=8080'])).toBe('node ./server.js --port=8080');
  expect(quote(['sh', '-c', "echo 'it is' $PORT"])).toBe(`sh -c 'echo '\\''it is'\\'' $PORT'`);
});
