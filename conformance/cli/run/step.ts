/** `replay --step`: plays a round at each Enter, and shows what happens as it happens. */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryRecord } from '../../exchange/history.js';
import type { Scenario } from '../../exchange/scenario.js';
import { describeRecord, describeStep } from '../../report/words.js';
import type { Watch } from '../../runner/play/played.js';

/** Holds a scenario between its rounds. */
export interface Stepper {
  /** `time`: which run of the scenario this is, counted from 1. */
  readonly watch: (scenario: Scenario, time: number) => Watch;
  /** Stops reading the input. */
  close(): void;
}

/** Where Enter is read, and where the rounds are shown. */
export interface StepStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** A round is over when nothing has come for QUIET_MS, and after MOST_MS at the latest; both in milliseconds. */
const QUIET_MS = 100;
const MOST_MS = 1_000;

/** When the input ends or `signal` aborts, the rest is played without waiting. `times`: number of runs in all. */
export function stepper({ input, output }: StepStreams, times: number, signal: AbortSignal): Stepper {
  const lines = linesOf(input, signal);
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
          // The heading of the next round stands there already: this is no effect of that round.
          if (newest) say(`  ${asking ? 'before that: ' : ''}${happening(newest)}`);
        },
      };
    },
    close: () => lines.close(),
  };
}

/** Resolves when there has been no news for a while. */
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
  if (steps === undefined) return 'the end: waiting for what is still owed';
  return `round ${round + 1} of ${rounds.length}: ${steps.map((step) => `${step.seat}: ${describeStep(step)}`).join(' · ')}`;
}

/** From the seat or to it; for a client's seat, from its application or to it. */
const arrows: Readonly<Record<string, string>> = {
  sent: '▶',
  seen: '◀',
  said: '▶',
  heard: '◀',
  told: '◀',
  returned: '◀',
};

const happening = (record: HistoryRecord): string => {
  const kind = record.kind === 'client' ? record.note.kind : record.kind;
  return `${record.seat} ${arrows[kind] ?? '·'} ${describeRecord(record)}`;
};

/** The lines of an input. Each lets one waiter go on, and may come before anybody waits. */
function linesOf(input: NodeJS.ReadableStream, signal: AbortSignal) {
  const reader = createInterface({ input, terminal: false });
  let ready = 0;
  let over = false;
  let wake: () => void = () => {};
  reader.on('line', () => {
    ready += 1;
    // An endless input would leave no time for anything else.
    reader.pause();
    wake();
  });
  const end = () => {
    over = true;
    wake();
  };
  reader.once('close', end);
  signal.addEventListener('abort', end, { once: true });
  return {
    async next(): Promise<void> {
      while (ready === 0 && !over) {
        reader.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      ready = Math.max(0, ready - 1);
    },
    close: () => reader.close(),
  };
}
