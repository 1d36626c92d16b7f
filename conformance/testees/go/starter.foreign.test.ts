/** The starters in Go keep the protocol, and the meeting that one of them brings conforms; where Go is on the machine. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { host } from '../../exchange/scenario.js';
import { lastWords } from '../../sut/last-words.js';
import { openTestee } from '../../sut/testee/index.js';
import { converseWithClient, RIGHTLY } from '../client-starters.test.helper.js';
import { converse, EXPECTED } from '../starters.test.helper.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const adjourn = here('../../../dist/conformance/cli/main.js');
const hasGo = spawnSync('go', ['version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'adjourn-go-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An SDK without a server: it calls its listeners from a goroutine of its own, and catches what they do. */
const STUB = `package main

import "errors"

type stub struct{ tell func(object) }

func (s stub) Call(kind string, with object, accessToken string) error {
	switch kind {
	case "join":
		return s.fire(object{"joined": object{"participation": "ann-1"}})
	case "leave":
		return s.fire(object{"roomLeft": object{"reason": object{"code": 1101}}})
	case "end":
		return errors.New("PERMISSION_DENIED")
	case "dispose":
		panic("no room")
	case "mode":
		go func() { panic("no such thing") }()
		select {}
	}
	return ErrUnsupported
}

func (s stub) fire(event object) error {
	fired := make(chan bool)
	go func() {
		defer close(fired)
		defer func() { recover() }()
		s.tell(event)
	}()
	<-fired
	return nil
}

func init() {
	openRoom = func(_, _, _, _ string, tell func(object)) Room { return stub{tell} }
}
`;

/** The command of the starter around an SDK, compiled. */
function around(name: string, sdk: string): readonly string[] {
  const own = join(folder, name);
  mkdirSync(own);
  for (const file of ['go.mod', 'room.go', 'testee.go', 'listeners.go']) cpSync(here(file), join(own, file));
  writeFileSync(join(own, 'sdk.go'), sdk);
  const { status, stderr } = spawnSync('go', ['build', '-o', 'testee', '.'], { cwd: own, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return [join(own, 'testee')];
}

describe.skipIf(!hasGo)('the starter in Go', () => {
  test('passes every event on, also where the application does something inside; says what has taken it down', async () => {
    const { said, errors } = await converseWithClient(around('stub', STUB), folder);
    expect(said).toEqual(RIGHTLY);
    expect(lastWords(errors.split('\n'))).toBe('panic: no such thing');
  });

  test('around a client that takes its process down is no testee that is wrong itself', async () => {
    const dying = STUB.replace('case "join":', 'case "join":\n\t\tdefer s.Call("mode", with, accessToken)');
    const system = await openTestee({ command: around('dying', dying) });
    try {
      const bench = await system.open({ id: 'w', seats: [host('ann')], answerMs: 2_000 }, () => {});
      await expect(bench.act({ kind: 'join', seat: 'ann', room: 'blue' })).rejects.toMatchObject({
        how: 'goes down with its client',
        message: expect.stringContaining('panic: no such thing'),
      });
      await bench.close().catch(() => {});
    } finally {
      await system.stop();
    }
  });

  test('answers every command once', () => {
    const { status, stdout, stderr } = spawnSync('go', ['test', './...'], { cwd: here('.'), encoding: 'utf8' });
    expect(stdout + stderr).toContain('ok');
    expect(status).toBe(0);
  });
});

describe.skipIf(!hasGo)('the starter in Go for a whole system', () => {
  const command = [join(folder, 'system')];

  test('compiles, without a word from vet', () => {
    for (const args of [
      ['vet', '.'],
      ['build', '-o', ...command, '.'],
    ]) {
      const { status, stderr } = spawnSync('go', args, { cwd: here('system'), encoding: 'utf8' });
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });

  test('answers every command once', async () => {
    expect(await converse(command, folder)).toEqual(EXPECTED);
  });

  test.each([
    ['is found well by the doctor', ['doctor', '--system'], 'A run makes sense.'],
    ['conforms', ['test', 'system', '--seed', '7', '--runs', '3'], 'Conforms'],
  ])('%s', (_, args, words) => {
    const run = spawnSync(process.execPath, [adjourn, ...args, '--', ...command], { cwd: folder, encoding: 'utf8' });
    expect(run.stdout).toContain(words);
    expect(run.stdout).not.toContain('✗');
    expect(run.status).toBe(0);
  });
});
