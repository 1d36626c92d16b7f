/**
 * `npm run fuzz`: a million malformed or random frames, and bad HTTP, against the reference server. It may not
 * crash, may not grow, and nobody in another room may notice. Exit code 1 where one of these is missed.
 */
import { randomBytes } from 'node:crypto';
import { fromSecret, type TokenSource } from '../../sut/native/tokens.js';
import { anySeed, duration, MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { flatness, sampleMemory } from '../load/memory.js';
import { Random } from '../load/random.js';
import { startMeasuredServer } from '../load/server-process.js';
import { counted } from '../load/tally.js';
import { type Attack, attack } from './attacker.js';
import { bystandersIn, roleAt } from './bystanders.js';
import { badRequest, type HttpAnswer, type HttpTarget, isWrong, send } from './http.js';
import type { Admission, Vocabulary } from './messages.js';

const command = measuring('fuzz', 'bad frames and bad HTTP, against the reference server')
  .option('--frames <n>', 'how many frames', wholeNumber(0, MOST), 1_000_000)
  .option('--requests <n>', 'how many HTTP requests', wholeNumber(0, MOST), 20_000)
  .option('--seed <n>', 'the seed; another one each time, if not given', seedNumber, anySeed())
  .option('--max-time <time>', 'how long it may take, such as 90s or 5m', duration, 600_000)
  .parse();
const { frames, requests, seed, maxTime } = command.opts<Record<'frames' | 'requests' | 'seed' | 'maxTime', number>>();
if (frames + requests === 0) command.error('error: nothing is left to do: give --frames or --requests.');

const ATTACKERS = 16;
const CALLERS = 8;
const ROOMS = 20;
const PER_ROOM = 5;
const QUIET_ROOMS = 3;
const PER_QUIET_ROOM = 3;
const TOKEN_S = 3_600;
/**
 * The part of the frames after which memory is measured: code is compiled by then, and what is remembered has
 * levelled off.
 */
const WARM_UP = 1 / 4;
/** Most of what is sent must be read: a server that has closed a connection reads no more of it. */
const LEAST_READ = 0.8;
const MOST_SHOWN = 10;
/** Far less than the minute of the spec, so that how much is remembered levels off within the warm-up. */
const MEMORY_MS = 2_000;
const FEATURES = { replace: true, switch: true, viewer: true, relay: true, resumeWindowMs: 300 };

const random = new Random(seed);
const until = performance.now() + maxTime;
const tokenSecret = randomBytes(32).toString('base64url');
const operatorToken = randomBytes(32).toString('base64url');
console.log(`seed ${seed}: ${frames} frames and ${requests} HTTP requests`);

const server = await startMeasuredServer('server', {
  options: { config: FEATURES, tokenSecret, operatorToken },
  memoryMs: MEMORY_MS,
});
const tokens = fromSecret(tokenSecret);
const quiet = await admissions(tokens, 'quiet', QUIET_ROOMS, PER_QUIET_ROOM);
const bystanders = await bystandersIn(server.port, quiet, PER_QUIET_ROOM);
const words: Vocabulary = {
  admissions: await admissions(tokens, 'fuzzed', ROOMS, PER_ROOM),
  rooms: quiet.map(({ room }) => room),
  participations: bystanders.persons.map(({ participation }) => participation),
};

const unreachable = (error: unknown): Attack => ({ sent: [], read: 0, closed: 0, wrong: String(error) });

const counts = { sent: 0, read: 0, connections: 0 };
const kinds = new Map<string, number>();
const closes = new Map<number, number>();
const wrong: string[] = [];
const started = performance.now();
await flood(frames * WARM_UP);
const before = await server.heap();
const samplesOf = sampleMemory(server);
await flood(frames);
const seconds = (performance.now() - started) / 1_000;
const answers = await callAll({ port: server.port, operatorToken, rooms: words.admissions.map(({ room }) => room) });
const memory = flatness(samplesOf(), [before, await server.heap()]);
const noticed = await bystanders.end();
wrong.push(...memory.wrong, ...noticed.wrong, ...server.complaints);
if (server.crash() !== undefined) wrong.push(`the server is gone: ${server.crash()}`);
if (counts.sent < frames) wrong.push(`${counts.sent} of ${frames} frames were sent in ${maxTime / 1_000} s`);
const called = [...answers.values()].reduce((sum, one) => sum + one, 0);
if (called < requests) wrong.push(`${called} of ${requests} HTTP requests were sent in ${maxTime / 1_000} s`);
if (counts.read < LEAST_READ * counts.sent) wrong.push(`the server read less than ${100 * LEAST_READ} % of the frames`);
await server.stop();

console.log(
  `${counts.sent} frames on ${counts.connections} connections in ${seconds.toFixed(0)} s (${(counts.sent / seconds).toFixed(0)}/s); ` +
    `at least ${counts.read} of them were read (${((100 * counts.read) / counts.sent).toFixed(1)} %)`,
);
console.log(`sent: ${listed(kinds)}`);
console.log(`closed: ${listed(closes)}`);
console.log(`HTTP: ${listed(answers)}`);
console.log(memory.line);
console.log(noticed.line);
for (const line of wrong.slice(0, MOST_SHOWN)) console.log(`wrong: ${line}`);
console.log(wrong.length === 0 ? 'no crash, no growth, nobody disturbed' : `${wrong.length} things are wrong`);
process.exit(wrong.length === 0 ? 0 : 1);

/** Attacks until so many frames have been sent in all. */
async function flood(count: number): Promise<void> {
  const goOn = () => counts.sent < count && performance.now() < until && server.crash() === undefined;
  const attacker = async () => {
    while (goOn()) {
      const number = counts.connections;
      counts.connections += 1;
      const result = await attack(server.port, random.branch(number), words, count).catch(unreachable);
      note(number, result);
    }
  };
  await Promise.all(Array.from({ length: ATTACKERS }, attacker));
}

function note(number: number, { sent, read, closed, wrong: what }: Attack): void {
  counts.sent += sent.length;
  counts.read += read;
  for (const { kind } of sent) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  closes.set(closed, (closes.get(closed) ?? 0) + 1);
  if (what !== '') wrong.push(`connection ${number}: ${what}, after ${sent.map(({ kind }) => kind).join(', ')}`);
}

async function callAll(target: HttpTarget): Promise<Map<HttpAnswer, number>> {
  const all: HttpAnswer[] = [];
  let next = 0;
  const caller = async () => {
    while (next < requests && performance.now() < until && server.crash() === undefined) {
      next += 1;
      const call = badRequest(random.branch(counts.connections + next), target);
      const answer = await send(target.port, call);
      all.push(answer);
      if (isWrong(answer)) wrong.push(`${call.method} ${call.path} with ${JSON.stringify(call.headers)}: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return counted(all);
}

/** Admissions to so many rooms, with a token each. */
function admissions(source: TokenSource, name: string, rooms: number, perRoom: number): Promise<Admission[]> {
  const all = Array.from({ length: rooms * perRoom }, async (_, index): Promise<Admission> => {
    const room = `${name} ${Math.floor(index / perRoom)}`;
    const participant = `${name} person ${index}`;
    const role = roleAt(index % perRoom);
    const named = index % perRoom === 0 ? 'host' : 'attendee';
    return { room, participant, role, token: await source({ room, participant, role: named, expiresInS: TOKEN_S }) };
  });
  return Promise.all(all);
}

function listed(of: ReadonlyMap<unknown, number>): string {
  return [...of]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
