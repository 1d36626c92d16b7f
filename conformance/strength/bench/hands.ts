/** Several threads that drive worlds side by side, as shards of a run do in processes of their own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Order } from './hand.js';
import type { Rate } from './judged.js';

export interface Hands {
  /** The worlds of an order are shared out among the threads; the rates are added up. */
  measure(order: Order): Promise<Rate>;
  stop(): Promise<void>;
}

export function startHands(url: string, count: number): Hands {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./hand.js', import.meta.url), { workerData: { url } }),
  );
  const ask = async (worker: Worker, order: Order): Promise<Rate> => {
    worker.postMessage(order);
    const [rate] = (await once(worker, 'message')) as [Rate];
    return rate;
  };
  return {
    async measure(order) {
      const rates = await Promise.all(workers.map((worker) => ask(worker, { ...order, worlds: order.worlds / count })));
      const stepsPerSecond = rates.reduce((sum, rate) => sum + rate.stepsPerSecond, 0);
      return { stepsPerSecond, joins: rates.reduce((sum, rate) => sum + rate.joins, 0) / count };
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
