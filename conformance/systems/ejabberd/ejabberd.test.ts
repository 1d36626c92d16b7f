/** What can be told of this testee without an ejabberd. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reason } from '../../../gen/codes.js';
import { fromTestee } from '../../exchange/codec.js';
import type { MappedWord } from '../../testees/kit/index.js';
import type { HttpApi } from './http-api.js';
import { ejabberdMapping, readMapping } from './mapping.js';
import { operateOn } from './operator.js';
import { ejabberdReady } from './profile.js';
import { ejabberdLibraries, startEjabberd } from './server.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ejabberd-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('where there is no ejabberd, the line that installs it is said', async () => {
  expect(ejabberdLibraries(folder)).toBeUndefined();
  expect(ejabberdLibraries(join(folder, 'nowhere'))).toBeUndefined();
  const start = startEjabberd(ejabberdLibraries(folder));
  await expect(start).rejects.toThrow('apt-get install -y --no-install-recommends ejabberd');
});

describe('what it says of itself', () => {
  test('is what the suite can read', () => {
    const ready = ejabberdReady('23.01', '127.0.0.1:1', '', ejabberdMapping);
    const read = fromTestee.fromJson({ id: 1, ready: JSON.parse(JSON.stringify(ready)) });
    expect(read).toMatchObject({ answer: { side: 'system', system: { upstream: '127.0.0.1:1', silenceMs: 4_000 } } });
  });

  test('names the fault that is planted', () => {
    expect(ejabberdReady('23.01', '', 'drops', ejabberdMapping).name).toBe('ejabberd 23.01, planted: drops');
  });
});

describe('the mapping', () => {
  const words = (rows: readonly Pick<MappedWord, 'native'>[]) => rows.map(({ native }) => native).sort();

  test('has each word once on each side', () => {
    for (const rows of [ejabberdMapping.leaver, ejabberdMapping.others, ejabberdMapping.refusals])
      expect(words(rows)).toEqual([...new Set(words(rows))]);
  });

  test('takes the rows of a file in place of its own, word by word', () => {
    const file = join(folder, 'mapping.json');
    const row = { native: 'destroy', means: [{ code: reason.WEBSOCKET_DISCONNECTED }] };
    writeFileSync(file, JSON.stringify({ others: [row] }));
    const read = readMapping(file);
    expect(read.others.filter(({ native }) => native === 'destroy')).toEqual([row]);
    expect(words(read.others)).toEqual(words(ejabberdMapping.others));
    expect(read.leaver).toEqual(ejabberdMapping.leaver);
  });
});

describe('the operator', () => {
  function api() {
    const calls: string[][] = [];
    const noted = async (...call: string[]): Promise<void> => void calls.push(call);
    return { calls, api: { destroyRoom: noted, ban: noted } as unknown as HttpApi };
  }

  test('bans the account of each stay, and presents what it is told to', async () => {
    const { calls, api: http } = api();
    const targets = ['guest-1@localhost/stay', 'guest-2@localhost/stay'];
    await operateOn(http, 'blue@muc', { call: 'CALL_REMOVE_PARTICIPANT', room: 'blue', targets });
    await operateOn(http, 'blue@muc', { call: 'CALL_CLOSE_ROOM', room: 'blue', bearer: 'BEARER_WRONG' });
    expect(calls).toEqual([
      ['blue@muc', 'guest-1@localhost', 'right'],
      ['blue@muc', 'guest-2@localhost', 'right'],
      ['blue@muc', 'wrong'],
    ]);
  });

  test('bans nobody who has no account, and knows of no relay', async () => {
    const { calls, api: http } = api();
    const removal = { call: 'CALL_REMOVE_PARTICIPANT', room: 'blue', targets: ['guest-1@localhost/stay', 'nobody'] };
    await expect(operateOn(http, 'blue@muc', { ...removal, call: 'CALL_REMOVE_PARTICIPANT' })).rejects.toThrow('ban');
    await expect(
      operateOn(http, 'blue@muc', { ...removal, targets: [], call: 'CALL_REMOVE_PARTICIPANT' }),
    ).rejects.toThrow('named');
    await expect(operateOn(http, 'blue@muc', { call: 'CALL_STOP_MEDIA_RELAY', room: 'blue' })).rejects.toThrow('relay');
    expect(calls).toEqual([]);
  });
});
