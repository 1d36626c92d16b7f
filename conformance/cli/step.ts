/** Plays a scenario at the pace of whoever looks on: a round at each Enter, and what came of it as it comes. */
import { createInterface } from 'node:readline';
import type { HistoryRecord, Scenario } from '../exchange/index.js';
import { describeRecord, describeStep } from '../report/index.js';
import type { Watch } from '../runner/index.js';

export interface Stepper {
  readonly watch: (scenario: Scenario) => Watch;
  /** Lets go of the input. */
  close(): void;
}

/** Where the input ends, or `signal` aborts, nothing is waited for any more. */
export function stepper(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, signal: AbortSignal): Stepper {
  const lines = new Lines(input, signal);
  const say = (text: string) => output.write(`${text}\n`);
  return {
    watch: (scenario) => ({
      async between(round) {
        say(`${announcement(scenario, round)} [Enter]`);
        await lines.next();
      },
      seen(records) {
        const newest = records.at(-1);
        if (newest) say(`  ${happening(newest)}`);
      },
    }),
    close: () => lines.close(),
  };
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
    while (this.#ready === 0 && !this.#over)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#ready = Math.max(0, this.#ready - 1);
  }

  close(): void {
    this.#reader.close();
  }
}
