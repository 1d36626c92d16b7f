/** A thread that drives worlds: it measures what it is told to, and posts the rate. */
import { parentPort, workerData } from 'node:worker_threads';
import { openNative } from '../../sut/native/index.js';
import { measure } from './judged.js';
import { mixes } from './mixes.js';

/** What the bench asks of a thread. */
export interface Order {
  readonly mix: number;
  readonly worlds: number;
  readonly ms: number;
}

const system = await openNative({ url: (workerData as { url: string }).url });

parentPort?.on('message', async ({ mix, worlds, ms }: Order) => {
  parentPort?.postMessage(await measure(system, mixes[mix]?.scenarios ?? [], worlds, ms));
});
