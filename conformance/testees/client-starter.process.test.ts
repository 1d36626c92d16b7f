/** The starter for a client in TypeScript keeps the protocol, and tells the death of its client; so does a testee by the library. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../cases/index.js';
import { dist, start } from '../cli/launch.test.helper.js';
import { lastWords } from '../sut/last-words.js';
import { converseWithClient, RIGHTLY } from './client-starters.test.helper.js';

const starter = join(dist, 'conformance/testees/typescript');
const kit = join(dist, 'conformance/testees/kit/index.js');
const client = join(dist, 'conformance/reference/client/node.js');
const withKit = fileURLToPath(new URL('kit/fixtures/client.mjs', import.meta.url));

/** An SDK without a server. */
const STUB = `
export function joinRoom() {
  const listeners = [];
  const fire = (name, value) => {
    for (const [its, listener] of listeners)
      try {
        if (its === name) listener(value);
      } catch {}
  };
  setImmediate(() => fire('joined', { participationId: 'ann-1' }));
  return {
    participants: [],
    on: (name, listener) => listeners.push([name, listener]),
    leave: async () => fire('roomLeft', { type: 'MANUAL_LEAVE_CALLED', code: 1101, message: '', source: 'SERVER' }),
    end: () => Promise.reject(new Error('PERMISSION_DENIED')),
    dispose() {
      throw new Error('no room');
    },
    becomeViewer() {
      Promise.reject(new TypeError('no such thing'));
      return new Promise(() => {});
    },
  };
}
`;

/** Our own client, with a promise that nobody looks after when it is removed. */
const DYING = `
import * as sdk from ${JSON.stringify(pathToFileURL(client).href)};
export function joinRoom(options) {
  const room = sdk.joinRoom(options);
  room.on('roomLeft', async ({ type }) => {
    if (type === 'REMOVE_PEER') throw new TypeError('no such thing');
  });
  return room;
}
`;

const folder = mkdtempSync(join(tmpdir(), 'adjourn-starter-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command of the starter in a folder of its own, around another SDK. */
function around(name: string, sdk: string): readonly string[] {
  const own = join(folder, name);
  const pkg = join(own, 'node_modules/adjourn');
  mkdirSync(pkg, { recursive: true });
  for (const file of ['testee.js', 'drive.js', 'listeners.js']) cpSync(join(starter, file), join(own, file));
  writeFileSync(join(own, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(pkg, 'package.json'), JSON.stringify({ type: 'module', exports: { './client': './client.js' } }));
  writeFileSync(join(pkg, 'client.js'), sdk);
  return [process.execPath, join(own, 'testee.js')];
}

const LAST_WORDS = 'An error that nobody has caught ends this testee: TypeError: no such thing';

describe('the starter in TypeScript', () => {
  let stub: readonly string[] = [];
  beforeAll(() => {
    stub = around('stub', STUB);
  });

  test('answers every command once, and passes every event on; its last line says what has taken it down', async () => {
    const { said, errors } = await converseWithClient(stub, folder);
    expect(said).toEqual(RIGHTLY);
    expect(lastWords(errors.split('\n'))).toBe(LAST_WORDS);
    expect(errors).toContain('No command: this is no command');
  });

  test('around a client that takes its process down accuses the client', async () => {
    const args = ['--case', 'client/room-left', '--seed', '7'];
    const { code, stdout } = await start(folder, 'test', 'client', ...args, '--', ...around('dying', DYING)).ended;
    expect(stdout).toContain('the client has taken its process down');
    expect(stdout).toContain(LAST_WORDS);
    expect(code).toBe(1);
  });
});

/** Our own client, by an API that lets everybody in as an attendee. */
const WITHOUT_ROLES = `
import * as sdk from ${JSON.stringify(pathToFileURL(client).href)};
export const joinRoom = (options) => sdk.joinRoom({ ...options, role: 'attendee' });
`;

describe('an API that has no role', () => {
  const judged = async (name: string, ready: string) => {
    const [program = '', testee = ''] = around(name, WITHOUT_ROLES);
    const drive = join(folder, name, 'drive.js');
    writeFileSync(drive, readFileSync(drive, 'utf8').replace("['unload']", ready));
    const args = ['--case', 'client/join-as-asked', '--seed', '7', '--runs', '8', '--', program, testee];
    return start(folder, 'test', 'client', ...args).ended;
  };

  test('is accused of nothing where its testee says so', async () => {
    const { code, stdout } = await judged('declared', "['unload', 'join.role']");
    expect(stdout).toContain('Conforms');
    expect(code).toBe(0);
    const pair = await start(folder, 'test', 'pair', '--', process.execPath, join(folder, 'declared', 'testee.js'))
      .ended;
    expect(pair.stderr).toContain('has no place for join.role');
    expect(pair.code).toBe(2);
  });

  test('is accused of the role that it makes up where its testee is silent', async () => {
    const { code, stdout } = await judged('silent', "['unload']");
    expect(stdout).toContain('client.as-asked (MUST NOT)');
    expect(code).toBe(1);
  });
});

/** The cases of listeners that need nothing that a testee cannot do. */
const ofListeners = cases.filter(({ uses }) => uses.includes('listener')).flatMap(({ id }) => ['--case', id]);

test.each([
  ['the starter', [join(starter, 'testee.js')]],
  ['a testee by the library', [withKit, kit, client]],
])('%s does what an application does from inside a listener', async (_, command) => {
  const args = ['--seed', '7', '--runs', '8', ...ofListeners, '--', process.execPath, ...command];
  const { code, stdout } = await start(folder, 'test', 'client', ...args).ended;
  expect(stdout).toContain(`${ofListeners.length / 2} passed`);
  expect(stdout).toContain('Conforms');
  expect(code).toBe(0);
});
