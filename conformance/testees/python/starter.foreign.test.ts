/** The starter in Python keeps the protocol, around a client that is none; where Python is on the machine. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const starter = fileURLToPath(new URL('testee.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** What it is told to do it has done; an end is refused. */
const CLIENT = `
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
    async def join(self):
        self.listeners["joined"]("ann-1")
    async def leave(self):
        self.listeners["room_left"](Reason())
    async def end(self):
        raise CallFailed("PERMISSION_DENIED")
    async def dispose(self):
        raise RuntimeError("no room")
`;

const seat = { name: 'ann', participant: 'ann', role: 'ROLE_HOST' };
const act = (id: number, action: object) => ({
  id,
  act: { world: 'w', action: { seat: 'ann', ...action }, accessToken: 'token' },
});

describe.skipIf(!hasPython)('the starter in Python', () => {
  test('answers every command once, and passes every event on', () => {
    const folder = mkdtempSync(join(tmpdir(), 'adjourn-python-'));
    cpSync(starter, join(folder, 'testee.py'));
    writeFileSync(join(folder, 'client.py'), CLIENT);
    const commands = [
      { id: 1, hello: { version: '1.0' } },
      { id: 2, open: { world: 'w', url: 'ws://there', seats: [seat] } },
      act(3, { join: { room: 'blue' } }),
      act(4, { end: {} }),
      act(5, { leave: {} }),
      act(6, { sync: {} }),
      { id: 7 },
      { id: 8, settle: { world: 'w' } },
    ];
    const input = commands.map((command) => `${JSON.stringify(command)}\n`).join('');
    const { stdout, stderr } = spawnSync('python3', ['testee.py'], { input, encoding: 'utf8', cwd: folder });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    const said = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const answers = new Map(said.filter(({ id }) => id).map(({ id, ...answer }) => [id, Object.keys(answer)[0]]));
    expect(Object.fromEntries(answers)).toEqual({
      1: 'ready',
      2: 'done',
      3: 'done',
      4: 'refused',
      5: 'done',
      6: 'unsupported',
      7: 'unsupported',
      8: 'done',
    });
    expect(said.filter(({ told }) => told).map(({ told }) => told.event)).toEqual([
      { joined: { participation: 'ann-1' }, list: { participations: [] } },
      {
        roomLeft: { reason: { type: 'MANUAL_LEAVE_CALLED', code: 1101, message: 'Gone.', source: 'SERVER' } },
        list: { participations: [] },
      },
    ]);
  });
});
