/** Plays a scenario at the pace of whoever looks on: a round at each Enter, and what came of it as it comes. */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryRecord, Scenario } from '../../exchange/index.js';
import { describeRecord, describeStep } from '../../report/index.js';
import type { Watch } from '../../runner/index.js';

export interface Stepper {
  /** `time`: which one this is, counted from 1. */
  readonly watch: (scenario: Scenario, time: number) => Watch;
  /** Lets go of the input. */
  close(): void;
}

export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** How long nothing may come before a round is taken to be over, and how long it is waited for at most, in milliseconds. */
const QUIET_MS = 100;
const MOST_MS = 1_000;

/** Where the input ends, or `signal` aborts, nothing is waited for any more. `times`: how often it is played in all. */
export function stepper({ input, output }: Streams, times: number, signal: AbortSignal): Stepper {
  const lines = new Lines(input, signal);
  const say = (text: string) => output.write(`${text}\n`);
  return {
    watch: (scenario, time) => {
      const run = times > 1 ? `run ${time} of ${times}, ` : '';
      let newsAt = 0;
      let asking = false;
      return {
        async between(round) {
          if (round > 0) await silence(() => newsAt, signal);
          say(`${run}${announcement(scenario, round)} [Enter]`);
          asking = true;
          await lines.next();
          asking = false;
        },
        seen(records) {
          newsAt = performance.now();
          const newest = records.at(-1);
          // Under the heading of a round, nothing may pass for an effect of it that came before it was begun.
          if (newest) say(`  ${asking ? 'before that: ' : ''}${happening(newest)}`);
        },
      };
    },
    close: () => lines.close(),
  };
}

/** Until there has been no news for a while. */
async function silence(newsAt: () => number, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  for (let now = began; now - began < MOST_MS && !signal.aborted; now = performance.now()) {
    const restMs = newsAt() + QUIET_MS - now;
    if (restMs <= 0) return;
    await delay(restMs);
  }
}

function announcement({ rounds }: Scenario, round: number): string {
  const steps = rounds[round];
  if (steps === undefined) return 'the end: whatever is still owed is waited for';
  return `round ${round + 1} of ${rounds.length}: ${steps.map((step) => `${step.seat}: ${describeStep(step)}`).join(' · ')}`;
}

/** From the seat, or to it; of a client's seat, from its application or to that. */
const arrows: Readonly<Record<string, string>> = {
  sent: '▶',
  seen: '◀',
  said: '▶',
  heard: '◀',
  told: '◀',
  returned: '◀',
};

const happening = (record: HistoryRecord): string => {
  const kind = record.kind === 'noted' ? record.note.kind : record.kind;
  return `${record.seat} ${arrows[kind] ?? '·'} ${describeRecord(record)}`;
};

/** Lines of an input, each of which lets one waiter go on; they may come before anybody waits. */
class Lines {
  readonly #reader;
  #ready = 0;
  #over = false;
  #wake: () => void = () => {};

  constructor(input: NodeJS.ReadableStream, signal: AbortSignal) {
    this.#reader = createInterface({ input, terminal: false });
    this.#reader.on('line', () => {
      this.#ready += 1;
      // An input without end would leave no time for anything else.
      this.#reader.pause();
      this.#wake();
    });
    const end = () => {
      this.#over = true;
      this.#wake();
    };
    this.#reader.once('close', end);
    signal.addEventListener('abort', end, { once: true });
  }

  async next(): Promise<void> {
    while (this.#ready === 0 && !this.#over) {
      this.#reader.resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#ready = Math.max(0, this.#ready - 1);
  }

  close(): void {
    this.#reader.close();
  }
}
