/**
 * `npm run load`: what the reference server bears. Many rooms whose every message is counted; one large room that is ended, beside a bare
 * broadcast; and with `--soak` people who come and go for so long. Exit code 1 where a count or a bound is missed.
 */
import { parseArgs } from 'node:util';
import { type Compared, compareOnce } from './crowd.js';
import { LEAST } from './expected.js';
import { Random, seedFrom } from './random.js';
import { soak } from './soak.js';
import { spread } from './spread.js';

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '1000' },
    size: { type: 'string', default: '10' },
    crowd: { type: 'string', default: '10000' },
    repeats: { type: 'string', default: '3' },
    /** Everybody in the crowd is told of everybody: the square of its size in messages. */
    announced: { type: 'boolean', default: false },
    /** The end of a large room may take so many times what a bare broadcast of the same bytes takes. */
    bound: { type: 'string', default: '1.3' },
    /** How long people come and go, in milliseconds; 0: not at all. */
    soak: { type: 'string', default: '0' },
    seed: { type: 'string' },
  },
});

const MOST_SHOWN = 10;

const wrong: string[] = [];
const seed = seedFrom(values.seed);
console.log(`seed ${seed}`);
if (Number(values.rooms) > 0) await manyRooms(Number(values.rooms), Math.max(LEAST, Number(values.size)));
if (Number(values.crowd) > 0) await oneRoom(Number(values.crowd), Number(values.repeats));
if (Number(values.soak) > 0) await comeAndGo(Number(values.soak));
for (const line of wrong.slice(0, MOST_SHOWN)) console.log(`wrong: ${line}`);
console.log(wrong.length === 0 ? 'all counts and bounds hold' : `${wrong.length} counts or bounds are missed`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function manyRooms(rooms: number, size: number): Promise<void> {
  const all = await spread(rooms, size);
  wrong.push(...all.wrong);
  if (all.messages !== all.expectedMessages)
    wrong.push(`${all.messages} messages were received, not ${all.expectedMessages}`);
  console.log(
    `${all.participants} participants in ${rooms} rooms: ${all.joinsPerSecond.toFixed(0)} joins/s, connecting included; ` +
      `${all.messages} messages of ${all.expectedMessages} expected, ${all.messagesPerSecond.toFixed(0)}/s; ` +
      `${all.kilobytesEach.toFixed(1)} KB of RSS each; ${all.descriptors} descriptors in the server`,
  );
}

async function oneRoom(size: number, repeats: number): Promise<void> {
  const ratios: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const compared = await compareOnce(size, values.announced);
    const { ours, bare } = compared;
    wrong.push(...ours.wrong, ...bare.wrong.map((one) => `bare server: ${one}`));
    ratios.push(ours.toldMs / bare.toldMs);
    console.log(inWords(size, compared));
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(
    `one room of ${size}: ${median.toFixed(2)} times the bare broadcast (median of ${repeats}; bound ${values.bound})`,
  );
  if (!(median <= Number(values.bound)))
    wrong.push(`ending a room of ${size} took ${median.toFixed(2)} times the bare broadcast`);
}

function inWords(size: number, { ours, bare }: Compared): string {
  const { joinMs, messages } = ours.filled;
  const filled = values.announced ? 'each told of all who came' : 'nobody told of the others';
  return (
    `${size} in one room (${filled}: ${messages} messages in ${(joinMs / 1000).toFixed(1)} s; ${ours.descriptors} descriptors): ` +
    `End to the last RoomLeft ${ours.toldMs.toFixed(0)} ms, to the last close ${ours.closedMs.toFixed(0)} ms; ` +
    `bare ${bare.toldMs.toFixed(0)} ms and ${bare.closedMs.toFixed(0)} ms, ${ours.told.length} bytes each`
  );
}

async function comeAndGo(ms: number): Promise<void> {
  const { stays, ways, line, wrong: missed } = await soak(ms, new Random(seed));
  wrong.push(...missed);
  const how = [...ways].map(([way, count]) => `${count} ${way}`).join(', ');
  console.log(`soak: ${stays} stays in ${(ms / 1000).toFixed(0)} s (${how})\n${line}`);
}
