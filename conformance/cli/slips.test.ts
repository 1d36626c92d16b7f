/**
 * What people mistype: each slip gets one sentence that says what is wrong and what to do, and an exit code of its own.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { failures } from '../exchange/codec.js';
import { parseExample } from '../exchange/notation/index.js';
import { host, join as joins } from '../exchange/scenario.js';
import { splitArgv } from './command.js';
import { run } from './program.js';
import { commandTrouble } from './trouble.js';

const folder = mkdtempSync(join(tmpdir(), 'adjourn-slips-'));
const at = (name: string): string => join(folder, name);
const web = createServer((_, response) => response.end('no WebSocket'));
const saved = (side: 'server' | 'client'): string => {
  const { history } = parseExample('features remove\nseats ann:host\nround 1\n');
  const scenario = { seats: [host('ann')], rounds: [[joins('ann')]] };
  const shrink = { from: 1, to: 1, tookMs: 0, fails: 1, of: 1, atOnce: 1, sameAs: '' };
  const what = { clause: 'request.answered', at: 1, allowed: 'an answer', seen: 'none', oracleOnly: false } as const;
  const whole = { ...history, scenario, profile: { ...history.profile, side } };
  return JSON.stringify(failures.toJson({ ...what, scenario, history: whole, shrink, file: '' }));
};

beforeAll(async () => {
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  mkdirSync(at('dir'));
  mkdirSync(at('mine'));
  writeFileSync(at('mine/README.md'), 'mine');
  writeFileSync(at('file'), 'plain');
  writeFileSync(at('empty.json'), '');
  writeFileSync(at('cut.json'), saved('server').slice(0, 200));
  writeFileSync(at('binary.json'), Buffer.from([0x1f, 0x8b, 8, 0, 10, 27, 91, 0xff, 0xfe]));
  writeFileSync(at('server.json'), saved('server'));
  writeFileSync(at('client.json'), saved('client'));
  writeFileSync(at('newer.json'), saved('server').replace('{', '{"later":1,'));
  writeFileSync(at('clause.json'), saved('server').replace('request.answered', 'no.such'));
  Object.assign(process.env, { SLIP_EMPTY: '', SLIP_LINES: 'a\nb' });
});
afterAll(() => {
  web.close();
  rmSync(folder, { recursive: true });
});

/** `@name` is a path in the folder, `PORT` the port of a web server that knows no WebSocket. */
const typed = (line: string): string[] =>
  line.split(' ').map((word) => {
    const port = String((web.address() as AddressInfo).port);
    if (word === "''") return '';
    return word.startsWith('@') ? at(word.slice(1)) : word.replace('PORT', port);
  });

async function slip(args: readonly string[]) {
  let said = '';
  const written = { out: '', err: '' };
  const catching = (into: 'out' | 'err') => (chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    written[into] += chunk;
    const then = typeof encoding === 'function' ? encoding : done;
    if (typeof then === 'function') then();
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out') as typeof process.stdout.write),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err') as typeof process.stderr.write),
  ];
  let code: number;
  try {
    code = await run(splitArgv(args));
  } catch (error) {
    const trouble = commandTrouble(error);
    said = trouble.text;
    code = trouble.exitCode;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { code, stdout: written.out, stderr: written.err + said };
}

const slips: readonly (readonly [line: string, code: number, words: string])[] = [
  // Words and options.
  ['tset', 2, 'Did you mean test?'],
  ['test sever', 2, 'Did you mean server?'],
  ['test server --sede 1', 2, 'Did you mean --seed?'],
  ['test server --cases server/leave', 2, 'Did you mean --case?'],
  ['test server --seed', 2, 'argument missing'],
  ['test server --seed 1e3', 2, 'Give a whole number from 1 to 4294967295'],
  ['test server --seed -1', 2, 'Give a whole number'],
  ['test server --seed 99999999999', 2, 'Give a whole number'],
  ['test server --runs 0', 2, 'from 1 to 1000000'],
  ['test server --concurrency 0', 2, 'from 1 to 1000'],
  ['test server --concurrency 1001', 2, 'from 1 to 1000'],
  ['test server --debug --concurrency 2', 2, 'cannot be used with'],
  ['test server --reporter xml', 2, 'default, json'],
  ['test server --case zzz*', 2, '"adjourn list" shows all'],
  ["test server --case ''", 2, '"adjourn list" shows all'],
  ['test server --case client/leave', 2, '"adjourn test client" runs it'],
  ['test client --case server/remove -- x', 2, '"adjourn test server" runs it'],
  ['list --clauses --codes', 2, 'cannot be used with'],
  ['list --class server', 2, 'write "--clauses" as well'],
  ['list --mutants --feature resume', 2, 'write "--clauses" as well'],
  ['list --clauses --class sever', 2, 'Allowed choices are server, client, operator'],
  ['list --clauses --feature resumes', 2, 'There is no feature "resumes"'],
  ['list --clauses --class client --feature resume', 2, 'leave it out'],
  ['list cases', 2, 'Too many arguments'],
  ['list -- x', 2, 'starts no target'],
  ['clean @file', 2, 'give the folder of a run'],
  ["clean ''", 2, 'The folder has no name'],
  ['completion csh', 2, 'bash, zsh, fish'],
  ['help sever', 2, 'The nearest names are serve'],
  ['explain departur.once', 2, 'The nearest names are departure.once'],
  ['explain 9999', 2, 'no reason code'],
  ["explain ''", 2, 'The nearest names'],
  [`explain ${'a'.repeat(50_000)}`, 2, '… is no clause'],
  ['explain \u001b[31mred', 2, '[31mred'],
  ['explain __proto__', 2, 'is no clause'],
  // What is under test.
  ['test server --url localhost:8080', 2, 'such as ws://127.0.0.1:8080'],
  ['test server --url http://127.0.0.1', 2, 'such as ws://127.0.0.1:8080'],
  ['test server --url ws://127.0.0.1:99999', 2, 'such as ws://127.0.0.1:8080'],
  ['test server --url ws://127.0.0.1:1/#x', 2, 'has no "#"'],
  ['test server --url ws://127.0.0.1:1', 3, 'start the server'],
  ['test server --url ws://127.0.0.1:PORT', 3, 'answers with HTTP 200'],
  ['test server --url wss://127.0.0.1:PORT', 3, 'does not speak TLS: write ws:// instead'],
  ['test server ws://127.0.0.1:1', 2, 'write "--url" before it'],
  ['test server node x.js', 2, 'write "--" before it'],
  ['test server --url ws://127.0.0.1:1 -- x', 2, 'leave one of them out'],
  ['test server --', 2, 'Nothing stands after "--"'],
  ["test server -- ''", 2, 'Nothing stands after "--"'],
  ['test server -- @nope', 3, 'there is no such command: see that its name'],
  ['test server -- @dir', 3, 'it is not executable'],
  ['test server -- @file', 3, 'it is not executable'],
  ['test server -- true', 3, '"true" ended (exit code 0): let the command listen'],
  ['test server -- node -e throw(1)', 3, 'let the command listen there'],
  ['test client', 2, 'No client is given'],
  ["test client -- ''", 2, 'Nothing stands after "--"'],
  ['test client -- @nope', 3, 'there is no such command'],
  ['test client -- true', 3, 'goes on until its input ends'],
  ['test client -- node -e require("nope")', 3, 'it last wrote "Error: Cannot find module \'nope\'"'],
  ['test client --listen 127.0.0.1', 2, 'such as 0.0.0.0:9000'],
  ['test client --listen 127.0.0.1:PORT', 3, 'the port is taken'],
  ['test client --listen 8.8.8.8:0', 3, 'this machine has no such address'],
  ["test client --listen 127.0.0.1:0 --advertise ''", 2, 'such as 10.0.2.2'],
  ['test client --listen 127.0.0.1:0 --advertise http://x', 2, 'such as 10.0.2.2'],
  ["test pair --server '' -- x", 2, '--server is empty'],
  ['test system prosidy', 2, 'The nearest names are prosody'],
  ['test system prosody -- x', 2, 'A system is given twice'],
  ['test system', 2, 'No system is given'],
  ['test system -- @nope', 3, 'there is no such command'],
  ['doctor --system --url ws://127.0.0.1:1 -- x', 2, '--url is for a server'],
  ['doctor --system --client -- x', 2, 'A target is given twice, by --client and by --system'],
  ['doctor --client --url ws://127.0.0.1:1 -- x', 2, '--url is for a server'],
  // Secrets.
  ['test server --operator-token-env SLIP_UNSET -- x', 2, 'SLIP_UNSET is not set'],
  ['test server --operator-token-env SLIP_EMPTY -- x', 2, 'is empty'],
  ['test server --operator-token-env SLIP_LINES -- x', 2, 'has a line break'],
  ["test server --token-command '' -- x", 2, '--token-command is empty'],
  // Files and folders.
  ["test server --output ''", 2, '--output names no folder'],
  ['test server --output @file', 2, 'give another folder with --output'],
  ['test server --output @file/x', 2, 'a part of the path is no folder'],
  ['replay @nope.json', 2, 'There is no file'],
  ['replay @dir', 2, 'There is no file'],
  ['replay @empty.json', 2, 'it is not JSON'],
  ['replay @cut.json', 2, 'it is not JSON, or only a part of it'],
  ['replay @binary.json', 2, 'it is not JSON'],
  ['replay @newer.json', 2, 'key "later" is unknown'],
  ['replay @clause.json', 2, '"no.such" is no clause of this version'],
  ['replay @cut.json -- @nope', 2, 'is no saved scenario'],
  ['replay @server.json --times 0', 2, 'from 1 to 10000'],
  ['replay @server.json --client -- x', 2, 'is a scenario for a server, and the target is a client'],
  ['replay @client.json', 2, 'give --client and its testee'],
  ['replay @client.json --client --url ws://127.0.0.1:1 -- x', 2, '--url is for a server'],
  ['replay @server.json --pair --system prosody -- x', 2, 'leave one of them out'],
  ['init client rust', 2, 'typescript, python, go'],
  ['init python', 2, '"python" is nothing to copy. Say what you begin: "adjourn init server python" or'],
  ['init', 2, 'Say what you begin'],
  ['test server --deviates close.follow=late', 2, 'The nearest one is close.follows;'],
  ['test server --deviates close.follows', 2, 'Give the reason as well'],
  ['test server --deviates departure.once=no', 2, 'departure.once cannot be declared away'],
  ['test server --deviates close.code=a --deviates close.code=b', 2, 'is declared twice'],
  ['test server --clause close.cod', 2, 'There is no clause "close.cod". The nearest one is close.code;'],
  ['test server --feature resum', 2, 'There is no feature "resum". The features are extended_codes,'],
  ['test server --spec 1.1', 2, 'judges against revision 1.0 alone'],
  ['test server --set base', 2, 'Allowed choices are core, extended'],
  ['test server --case server/leave --exclude server/*', 2, 'No case of a server fits --case'],
  ['test server --exclude server/laeve', 2, 'The nearest names are server/leave'],
  ['test client --set extended -- x', 2, 'No case of a client fits --set extended'],
  ['test server --last-failed --output @empty-folder', 2, 'No case of a server failed in the last run'],
  ['test server --update-known-failing', 2, '--update-known-failing writes the file of --known-failing'],
  ['test server --known-failing @nowhere.json', 2, '--update-known-failing makes it of what fails now'],
  ['test server --known-failing @server.json', 2, 'is no list of known failures: "failures" is not a list'],
  ['test server --known-failing @dir', 2, 'it is a folder'],
  ['test server --badge badge.png', 2, 'Give a file that ends in .svg, or in .json'],
  ['test server --claim @file/claim.txt', 2, 'name another file than'],
  ['test server --config @nowhere.json', 2, 'name another one with --config'],
  ['test server --config @cut.json', 2, 'this is not JSON'],
  ['init client python @mine', 2, 'has a README.md already'],
  ['init system go @mine', 2, 'has a README.md already'],
  ['init server python @file', 2, 'is a file: give the name of a folder'],
  ['init client python @file/x', 2, 'a part of the path is no folder'],
  ["init client python ''", 2, 'has no name'],
  ['serve --port PORT', 2, 'is taken'],
  ['serve --features resme', 2, 'the nearest is resume'],
  ['serve --mutant never-notices-silence', 2, 'is a fault of a client'],
  ['strength --mutant nope', 2, 'The nearest names'],
];

test.each(slips.map(([line, code, words]) => ({ title: line.slice(0, 60), line, code, words })))(
  'adjourn $title',
  async ({ line, code, words }) => {
    const { stderr: said, ...rest } = await slip(typed(line));
    // The folder has a random name, which may look like anything.
    const stderr = said.replaceAll(folder, 'FOLDER');
    expect(rest).toEqual({ code, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^[^\n]+[.?]\n$/);
    expect(stderr).not.toMatch(/suite itself| {4}at |[A-Z]{2}_[A-Z]+_|\bE[A-Z]{5,}\b/);
    expect(stderr).not.toContain('\u001b');
    expect(stderr.length).toBeLessThan(600);
  },
);

test('what may be the secret itself is not repeated', async () => {
  const { code, stderr } = await slip(['test', 'server', '--operator-token-env', 's3cret-token!', '--', 'x']);
  expect(code).toBe(2);
  expect(stderr).toContain('the name of the environment variable');
  expect(stderr).not.toContain('s3cret');
});

test('nothing that is there was written over', () => {
  expect(readFileSync(at('mine/README.md'), 'utf8')).toBe('mine');
  expect(readFileSync(at('file'), 'utf8')).toBe('plain');
});
