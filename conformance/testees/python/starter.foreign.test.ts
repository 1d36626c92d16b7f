/** The starter in Python keeps the protocol, around a client that is none; where Python is on the machine. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastWords } from '../../sut/last-words.js';
import { converseWithClient, RIGHTLY } from '../client-starters.test.helper.js';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const CLIENT = `
import asyncio

class CallFailed(Exception):
    pass

class Reason:
    type, code, message, source = "MANUAL_LEAVE_CALLED", 1101, "Gone.", "SERVER"

class Room:
    def __init__(self, url, room_id, participant_id, role, access_token):
        assert (url, room_id, participant_id, role, access_token) == ("ws://there", "blue", "ann", "host", "token")
        self.listeners, self.participants = {}, []
    def on(self, name, callback):
        self.listeners[name] = callback
    def fire(self, name, *values):
        try:
            self.listeners[name](*values)
        except Exception:
            pass
    async def join(self):
        self.fire("joined", "ann-1")
    async def leave(self):
        self.fire("room_left", Reason())
    async def end(self):
        raise CallFailed("PERMISSION_DENIED")
    def dispose(self):
        raise RuntimeError("no room")
    async def become_viewer(self):
        asyncio.get_running_loop().call_soon(exit, "no such thing")
        await asyncio.get_running_loop().create_future()
`;

const folder = mkdtempSync(join(tmpdir(), 'adjourn-python-'));
beforeAll(() => {
  for (const file of ['testee.py', 'listeners.py'])
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(folder, file));
  writeFileSync(join(folder, 'client.py'), CLIENT);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasPython)('the starter in Python', () => {
  test('answers every command once, and passes every event on; its last line says what has taken it down', async () => {
    const { said, errors } = await converseWithClient(['python3', 'testee.py'], folder);
    expect(said).toEqual(RIGHTLY);
    const words = lastWords(errors.split('\n'));
    expect(words).toContain('An error that nobody has caught');
    expect(words).toContain('no such thing');
  });

  test('tells of an event what the client tells, and the list of the others', () => {
    const seat = { name: 'ann', participant: 'ann', role: 'ROLE_HOST' };
    const act = (id: number, action: object) => ({
      id,
      act: { world: 'w', action: { seat: 'ann', ...action }, accessToken: 'token' },
    });
    const commands = [
      { id: 1, open: { world: 'w', url: 'ws://there', seats: [seat] } },
      act(2, { join: { room: 'blue' } }),
      act(3, { leave: {} }),
    ];
    const input = commands.map((command) => `${JSON.stringify(command)}\n`).join('');
    const { status, stdout, stderr } = spawnSync('python3', ['testee.py'], { input, encoding: 'utf8', cwd: folder });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(said.filter(({ told }) => told).map(({ told }) => told.event)).toEqual([
      { joined: { participation: 'ann-1' }, list: { participations: [] } },
      {
        roomLeft: { reason: { type: 'MANUAL_LEAVE_CALLED', code: 1101, message: 'Gone.', source: 'SERVER' } },
        list: { participations: [] },
      },
    ]);
  });
});
