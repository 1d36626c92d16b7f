/** Tokens and the operator, as the command line takes them. Secrets come by the environment alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { dist, main, startNode, stop, written } from '../launch.test.helper.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-access-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { TOKEN_SECRET: 'a secret that is long enough for the hash', OPERATOR: 'the operator' };
const adjourn = (...args: string[]) => startNode(folder, [main, ...args], env);

/** Prints a token as a back end would. */
const jose = pathToFileURL(join(dist, '../node_modules/jose/dist/webapi/index.js')).href;
const script = `import { SignJWT } from '${jose}';
const { ROOM: room, PARTICIPANT: participant, ROLE: role, EXPIRES_IN, TOKEN_SECRET } = process.env;
const expires = Math.floor(Date.now() / 1000) + Number(EXPIRES_IN);
const jwt = new SignJWT({ room, participant, role }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(expires);
console.log(await jwt.sign(Buffer.from(TOKEN_SECRET)));`;
const tokenCommand = `${process.execPath} --input-type=module --eval ${JSON.stringify(script.replaceAll('\n', ' '))}`;

const asking = ['serve', '--token-secret-env', 'TOKEN_SECRET', '--operator-token-env', 'OPERATOR'];
const answering = ['--token-command', tokenCommand, '--operator-token-env', 'OPERATOR'];
const few = [
  '--case',
  'server/leave',
  '--case',
  'server/operator-ends',
  '--case',
  'server/access-differs',
  '--case',
  'server/access-claims',
  '--runs',
  '1',
];

test('a server that asks for tokens says so, and never says which', async () => {
  const server = adjourn(...asking, '--port', '0');
  await written(server, /listening/);
  const { stdout, stderr } = await stop(server);
  expect(stdout).toMatch(/^adjourn reference server listening on ws:\S+ \(asks for access tokens\)\n$/);
  expect(stdout + stderr).not.toContain(env.TOKEN_SECRET);
});

test('a server by its address, with the operator at another one', async () => {
  const server = adjourn(...asking, '--port', '0');
  const [, url = ''] = await written(server, /listening on (ws:\S+)/);
  const there = ['--url', url, '--operator-url', url.replace(/^ws/, 'http')];
  const run = await adjourn('test', 'server', ...few, ...answering, ...there).ended;
  await stop(server);
  expect(run.stdout).toMatch(/^✓ server\/leave /m);
  expect(run.stdout).toMatch(/^✓ server\/operator-ends /m);
  expect(run.stdout).toMatch(/^✓ server\/access-differs /m);
  // Only who signs a token says what else is in it.
  expect(run.stdout).toMatch(
    /^○ server\/access-claims +skipped: the suite does not sign the access tokens itself \(--token-secret-env\)$/m,
  );
  expect(run.stdout).not.toContain(env.OPERATOR);
});

test('a server whose secret the suite is given, so that it needs no command for tokens', async () => {
  const server = adjourn(...asking, '--port', '0');
  const [, url = ''] = await written(server, /listening on (ws:\S+)/);
  const secret = ['--token-secret-env', 'TOKEN_SECRET', '--operator-token-env', 'OPERATOR'];
  const run = await adjourn('test', 'server', ...few, ...secret, '--url', url).ended;
  await stop(server);
  expect(run.stdout).toMatch(/^✓ server\/access-differs /m);
  expect(run.stdout).toMatch(/^✓ server\/access-claims /m);
  expect(run.stdout + run.stderr).not.toContain(env.TOKEN_SECRET);
});

test('a server that a command starts, replayed by the line that a failure prints', async () => {
  const operator = ['--operator-token-env', 'OPERATOR'];
  const target = ['--', process.execPath, main, 'serve', ...operator, '--mutant', 'announces-twice'];
  const run = await adjourn('test', 'server', '--case', 'server/remove', ...operator, ...target).ended;
  expect(run.code).toBe(1);
  const [, line = ''] = /replay {3}npx adjourn (.+)/.exec(run.stdout) ?? [];
  expect(line).toContain('--operator-token-env OPERATOR -- ');
  const again = startNode(folder, ['--input-type=module', '--eval', shell(line)], env);
  expect((await again.ended).code).toBe(1);
});

/** Runs a line as a shell would. */
const shell = (line: string): string =>
  `import { spawnSync } from 'node:child_process';
   process.exit(spawnSync('/bin/sh', ['-c', ${JSON.stringify(`${process.execPath} ${main} ${line}`)}]).status);`;

test('without tokens a server that asks for them lets nobody in', async () => {
  const run = await adjourn('doctor', '--', process.execPath, main, ...asking).ended;
  expect(run.code).toBe(3);
  expect(run.stdout).toContain('UNAUTHENTICATED');
});

test('our own server is tested with tokens and an operator, and nobody has to name them', async () => {
  const { code, stdout } = await adjourn('test', 'server', ...few).ended;
  expect(stdout).toMatch(/^✓ server\/operator-ends /m);
  expect(stdout).toMatch(/^✓ server\/access-differs /m);
  expect(code).toBe(0);
});

describe('wrong usage ends with 2 and one line that says what to do', () => {
  test.each([
    ['serve --token-secret-env NOT_SET', 'The environment variable NOT_SET is not set'],
    ['serve --token-secret-env OPERATOR', 'at least 32 bytes'],
    ['serve --features operator', '--operator-token-env'],
    ['serve --features remove,swich', 'the nearest is switch'],
    ['serve --window 1h', 'Give a whole number'],
    ['test server --token-command x', 'name it by --url or after "--"'],
    ['test server --url ws://localhost:1 --operator-url http://localhost', 'name its variable'],
    ['test server --url ws://localhost:1 --operator-url ws://localhost', 'http://127.0.0.1:8080'],
    ['test server --url ws://localhost:1 --operator-token-env NOT_SET', 'NOT_SET is not set'],
    ['doctor --system prosody --token-command x', '--token-command is for a server'],
    ['doctor --system prosody --token-secret-env OPERATOR', '--token-secret-env is for a server'],
    ['test server --url ws://localhost:1 --token-secret-env NOT_SET', 'NOT_SET is not set'],
    ['test server --url ws://localhost:1 --token-command x --token-secret-env OPERATOR', 'leave one of them out'],
  ])('adjourn %s', async (args, words) => {
    const { code, stdout, stderr } = await adjourn(...args.split(' ')).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
