/** People come and go all the time: a server that has run for long must be as it was. */
import { setTimeout as sleep } from 'node:timers/promises';
import { close } from '../../../gen/codes.js';
import { frame, opcodes } from './frames.js';
import { type Flatness, flatness, sampleMemory } from './memory.js';
import { Person } from './person.js';
import type { Random } from './random.js';
import { type MeasuredServer, startMeasuredServer } from './server-process.js';

const COMERS = 24;
const ROOMS = 6;
/** Far less than the minute of the spec: how much is remembered levels off within the warm-up. */
const MEMORY_MS = 3_000;
const SETUP = {
  options: { config: { resumeWindowMs: 300, replace: true, switch: true, viewer: true } },
  memoryMs: MEMORY_MS,
};
/** The part of the time that is not measured: code is compiled, and the memory of the departed levels off. */
const WARM_UP = 1 / 3;

/** What was soaked, and whether memory stayed flat. */
export interface Soaked extends Flatness {
  readonly participations: number;
  readonly ways: ReadonlyMap<string, number>;
}

/** How a participation ends. Each resolves when the connection is gone. */
const ways: Readonly<Record<string, (person: Person, port: number) => Promise<unknown>>> = {
  leave: (person) => {
    person.ask({ $case: 'leave', value: {} });
    return person.peer.gone;
  },
  viewer: (person) => {
    person.ask({ $case: 'changeMode', value: { mode: 1 } });
    return person.peer.gone;
  },
  goodbye: (person) => {
    person.peer.write(frame(opcodes.close, Buffer.of(close.LEAVE >> 8, close.LEAVE & 0xff)));
    return person.peer.gone;
  },
  cut: (person) => {
    person.peer.reset();
    return person.peer.gone;
  },
  'cut, resume, leave': async (person, port) => {
    person.peer.reset();
    await person.peer.gone;
    await person.resume(port);
    if (person.peer.closed === 0) person.ask({ $case: 'leave', value: {} });
    return person.peer.gone;
  },
};

/** Lets people come and go, each in a way that is drawn, for so many milliseconds. */
export async function soak(ms: number, random: Random): Promise<Soaked> {
  const server = await startMeasuredServer('server', SETUP);
  const until = performance.now() + ms;
  const counts = new Map<string, number>();
  const come = async (number: number): Promise<void> => {
    const own = random.branch(number);
    while (performance.now() < until) {
      const room = `room ${own.below(ROOMS)}`;
      const way = own.pick(Object.keys(ways));
      const person = await Person.enter({ port: server.port, room, name: `comer ${number}` });
      await person.sync();
      await ways[way]?.(person, server.port);
      counts.set(way, (counts.get(way) ?? 0) + 1);
    }
  };
  const coming = Promise.all(Array.from({ length: COMERS }, (_, number) => come(number)));
  const measured = measure(server, ms);
  await Promise.all([coming, measured]).catch((error: unknown) => {
    throw new Error(server.crash() === undefined ? String(error) : `the server is gone: ${server.crash()}`);
  });
  const { line, wrong } = await measured;
  await server.stop();
  const participations = [...counts.values()].reduce((sum, one) => sum + one, 0);
  return { participations, ways: counts, line, wrong: [...wrong, ...server.complaints] };
}

async function measure(server: MeasuredServer, ms: number): Promise<Flatness> {
  await sleep(ms * WARM_UP);
  const before = await server.heap();
  const samplesOf = sampleMemory(server);
  await sleep(ms * (1 - WARM_UP));
  const samples = samplesOf();
  return flatness(samples, [before, await server.heap()]);
}
