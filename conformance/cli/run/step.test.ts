import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { HistoryRecord } from '../../exchange/history.js';
import { attendee, host, join, type Scenario } from '../../exchange/scenario.js';
import { stepper } from './step.js';

const scenario: Scenario = { seats: [host('ann'), attendee('bob')], rounds: [[join('ann')], [join('bob')]] };
const sent = (seat: string): HistoryRecord => ({
  kind: 'sent',
  at: 0,
  round: 0,
  seat,
  connection: 1,
  action: join(seat),
});
/** Less than what a round is given to come to rest, in milliseconds. */
const SOON_MS = 50;
const LATE_MS = 400;

function stage(times = 1) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.on('data', (chunk) => {
    text += String(chunk);
  });
  const stepping = stepper({ input, output }, times, new AbortController().signal);
  return { input, stepping, shown: () => text.trimEnd().split('\n') };
}

test('what comes of a round stands before the heading of the next', async () => {
  const { input, stepping, shown } = stage();
  const watch = stepping.watch(scenario, 1);
  input.write('\n\n');
  await watch.between?.(0);
  watch.seen?.([sent('ann')]);
  const next = watch.between?.(1);
  await delay(SOON_MS);
  watch.seen?.([sent('ann')]);
  await next;
  stepping.close();
  expect(shown()).toEqual([
    'round 1 of 2: ann: Join blue [Enter]',
    '  ann ▶ Join blue',
    '  ann ▶ Join blue',
    'round 2 of 2: bob: Join blue [Enter]',
  ]);
});

test('what comes under a heading before its round is begun says so', async () => {
  const { input, stepping, shown } = stage();
  const watch = stepping.watch(scenario, 1);
  input.write('\n');
  await watch.between?.(0);
  watch.seen?.([sent('ann')]);
  const next = watch.between?.(1);
  await delay(LATE_MS);
  watch.seen?.([sent('ann')]);
  input.write('\n');
  await next;
  watch.seen?.([sent('bob')]);
  stepping.close();
  expect(shown().slice(2)).toEqual([
    'round 2 of 2: bob: Join blue [Enter]',
    '  before that: ann ▶ Join blue',
    '  bob ▶ Join blue',
  ]);
});

test('says which run it is where there are several', async () => {
  const { input, stepping, shown } = stage(3);
  input.write('\n');
  await stepping.watch(scenario, 2).between?.(0);
  stepping.close();
  expect(shown()).toEqual(['run 2 of 3, round 1 of 2: ann: Join blue [Enter]']);
});

test('reads no further than it must of an input without end', async () => {
  let reads = 0;
  const input = new Readable({
    highWaterMark: 16,
    read() {
      reads += 1;
      setImmediate(() => this.push('\n'));
    },
  });
  const stepping = stepper({ input, output: new PassThrough() }, 1, new AbortController().signal);
  const watch = stepping.watch(scenario, 1);
  await watch.between?.(0);
  await delay(LATE_MS);
  const early = reads;
  await watch.between?.(1);
  await delay(LATE_MS);
  stepping.close();
  expect(early).toBeLessThan(100);
  expect(reads).toBeLessThan(200);
});
