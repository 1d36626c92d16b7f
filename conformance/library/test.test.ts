/** The suite as a library, against our own server in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FROM_A_PROGRAM } from '../exchange/names.js';
import { alteredBy, mutants } from '../mutants/index.js';
import { serve } from '../reference/server/index.js';
import { caseList } from './case-list.js';
import { doctor } from './doctor.js';
import { judgeRecorded } from './judge.js';
import { replay } from './replay.js';
import { nameOfTarget } from './target-name.js';
import type { ServerTarget, Testable } from './targets.js';
import { testClient, testServer } from './test.js';

const output = mkdtempSync(join(tmpdir(), 'adjourn-library-'));
afterAll(() => rmSync(output, { recursive: true }));

const right: ServerTarget = { start: () => serve({ port: 0 }) };

/** Tells everybody of a departure once more. */
function wrong(): ServerTarget {
  const { 'announces-twice': twice } = mutants;
  if (!twice) throw new Error('there is no such mutant');
  return { start: () => serve({ port: 0, wrap: alteredBy(twice, 1).wrap }) };
}

describe('a run', () => {
  test('gives its report, and before it each event', async () => {
    const run = testServer(right, { cases: ['server/leave', 'server/end-by-host'], seed: 7, runs: 3, output });
    const finished: string[] = [];
    for await (const event of run) if (event.kind === 'finished') finished.push(event.result.id);
    const report = await run;
    expect(finished).toEqual(['server/leave', 'server/end-by-host']);
    expect(report).toMatchObject({ exitCode: 0, seed: 7, target: FROM_A_PROGRAM });
  });

  test('of a wrong server fails, and its scenario can be replayed, on a right one too', async () => {
    const report = await testServer(wrong(), { cases: ['server/leave'], seed: 1, runs: 5, output, bail: true });
    const [failure] = report.cases.flatMap(({ failures }) => failures);
    expect(report.exitCode).toBe(1);
    expect(failure?.clause).toBe('departure.once');
    const file = failure?.file ?? '';
    expect((await replay(file, { server: wrong() }, { times: 2 })).exitCode).toBe(1);
    expect((await replay(file, { server: right })).exitCode).toBe(0);
    await expect(replay(file, { client: { command: ['true'] } })).rejects.toThrow(/is a scenario for a server/);
  });

  test('ends when it is aborted, and says what it had not run', async () => {
    const controller = new AbortController();
    const run = testServer(right, { signal: controller.signal, output });
    for await (const event of run) if (event.kind === 'finished') controller.abort();
    const report = await run;
    expect(report.exitCode).toBe(130);
    expect(report.cases.some(({ verdict }) => verdict === 'not-run')).toBe(true);
  });

  test('of a target that nobody can reach has no verdict, and says why', async () => {
    const report = await testServer({ url: 'ws://127.0.0.1:1' }, { cases: ['server/leave'] });
    expect(report).toMatchObject({ exitCode: 3, target: '--url ws://127.0.0.1:1' });
    expect(report.trouble).toMatch(/127\.0\.0\.1:1/);
  });

  test('refuses what makes no sense, before anything is started', async () => {
    let started = false;
    const start = () => {
      started = true;
      return serve({ port: 0 });
    };
    await expect(testServer({ start }, { cases: ['server/laeve'] })).rejects.toThrow(/server\/laeve/);
    await expect(testServer({ start }, { seed: 0 })).rejects.toThrow('"seed" is 0: give a whole number from 1');
    await expect(testServer({ start }, { maxTimeMs: 0 })).rejects.toThrow('"maxTimeMs" is 0');
    await expect(testServer({ start }, { runs: 1.5 })).rejects.toThrow('"runs" is 1.5');
    await expect(testClient({ command: ['true'] }, { cases: ['server/leave'] })).rejects.toThrow(/case of a client/);
    expect(started).toBe(false);
  });
});

test('the doctor says whether a run makes sense', async () => {
  expect(await doctor({ server: right })).toMatchObject({ runs: true });
  const lost = await doctor({ server: { url: 'ws://127.0.0.1:1' } });
  expect(lost.runs).toBe(false);
  expect(lost.findings).toHaveLength(1);
});

test('a log is judged, from its file or from a stream', async () => {
  const bytes = Buffer.from('{"no":"log"}\n');
  const report = await judgeRecorded([
    (async function* () {
      yield bytes;
    })(),
  ]);
  expect(report).toMatchObject({ exitCode: 2 });
  await expect(judgeRecorded('/nowhere/at-all.log')).rejects.toThrow(/ENOENT/);
});

test('the catalogue lists both sides', () => {
  expect(new Set(caseList.map(({ side }) => side))).toEqual(new Set(['server', 'client']));
});

test.each<[Testable, string]>([
  [{ server: { url: 'ws://h:1', tokens: { command: 'mint $ROOM' } } }, "--url ws://h:1 --token-command 'mint $ROOM'"],
  [{ server: { command: ['node', 'my server.js'], subprotocol: 'json' } }, "--subprotocol json -- node 'my server.js'"],
  [{ server: { command: ['node'], env: { A: '1' } } }, FROM_A_PROGRAM],
  [{ server: { url: 'ws://h:1', tokens: { secret: 'x' } } }, FROM_A_PROGRAM],
  [{ client: { command: ['node', 't.js'] } }, '--client -- node t.js'],
  [{ client: { listen: { port: 9, waitMs: 1_500 } } }, '--client --listen 127.0.0.1:9 --wait 2'],
  [{ system: { name: 'prosody' } }, '--system prosody'],
  [{ pair: { client: { command: ['t'] }, server: { url: 'ws://h:1' } } }, '--pair --url ws://h:1 -- t'],
  [{ pair: { client: { command: ['t'] }, server: { command: ['s'] } } }, FROM_A_PROGRAM],
])('%j bears the name %s', (target, name) => {
  expect(nameOfTarget(target)).toBe(name);
});
