/**
 * `npm run load`: what the reference server bears. Many rooms whose every message is counted; one large room that
 * is ended, beside a bare broadcast; and with `--soak` people who come and go for so long. Exit code 1 where a
 * count or a bound is missed.
 */
import { anySeed, decimal, MOST, measuring, seedNumber, wholeNumber } from '../command.js';
import { type Compared, compareOnce } from './crowd.js';
import { LEAST } from './expected.js';
import { Random } from './random.js';
import { soak } from './soak.js';
import { spread } from './spread.js';

interface Options {
  readonly rooms: number;
  readonly size: number;
  readonly crowd: number;
  readonly repeats: number;
  readonly announced?: boolean;
  readonly bound: number;
  readonly soak: number;
  readonly seed: number;
}

const command = measuring('load', 'what the reference server bears')
  .option('--rooms <n>', 'how many rooms; 0: none', wholeNumber(0, MOST), 1_000)
  .option('--size <n>', 'how many people in each of them', wholeNumber(LEAST, MOST), 10)
  .option('--crowd <n>', 'how many people in the one large room; 0: no such room', wholeNumber(0, MOST), 10_000)
  .option('--repeats <n>', 'how often the large room is ended', wholeNumber(1, MOST), 3)
  .option('--announced', 'tell everybody in the large room of everybody: the square of its size in messages')
  .option('--bound <ratio>', 'how many times a bare broadcast of the same bytes the end may take', decimal, 1.3)
  .option('--soak <ms>', 'how long people come and go, in milliseconds; 0: not at all', wholeNumber(0, MOST), 0)
  .option('--seed <n>', 'the seed; another one each time, if not given', seedNumber, anySeed())
  .parse();
const options = command.opts<Options>();
if (options.rooms + options.crowd + options.soak === 0)
  command.error('error: nothing is left to do: give --rooms, --crowd or --soak.');

const MOST_SHOWN = 10;

const wrong: string[] = [];
console.log(`seed ${options.seed}`);
if (options.rooms > 0) await manyRooms(options.rooms, options.size);
if (options.crowd > 0) await oneRoom(options.crowd, options.repeats);
if (options.soak > 0) await comeAndGo(options.soak);
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
    const compared = await compareOnce(size, options.announced ?? false);
    const { ours, bare } = compared;
    wrong.push(...ours.wrong, ...bare.wrong.map((one) => `bare server: ${one}`));
    ratios.push(ours.toldMs / bare.toldMs);
    console.log(inWords(size, compared));
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(
    `one room of ${size}: ${median.toFixed(2)} times the bare broadcast (median of ${repeats}; bound ${options.bound})`,
  );
  if (!(median <= options.bound))
    wrong.push(`ending a room of ${size} took ${median.toFixed(2)} times the bare broadcast`);
}

function inWords(size: number, { ours, bare }: Compared): string {
  const { joinMs, messages } = ours.filled;
  const filled = options.announced ? 'each told of all who came' : 'nobody told of the others';
  return (
    `${size} in one room (${filled}: ${messages} messages in ${(joinMs / 1_000).toFixed(1)} s; ${ours.descriptors} descriptors): ` +
    `End to the last RoomLeft ${ours.toldMs.toFixed(0)} ms, to the last close ${ours.closedMs.toFixed(0)} ms; ` +
    `bare ${bare.toldMs.toFixed(0)} ms and ${bare.closedMs.toFixed(0)} ms, ${ours.told.length} bytes each`
  );
}

async function comeAndGo(ms: number): Promise<void> {
  const { participations, ways, line, wrong: missed } = await soak(ms, new Random(options.seed));
  wrong.push(...missed);
  const how = [...ways].map(([way, count]) => `${count} ${way}`).join(', ');
  console.log(`soak: ${participations} stays in ${(ms / 1_000).toFixed(0)} s (${how})\n${line}`);
}
