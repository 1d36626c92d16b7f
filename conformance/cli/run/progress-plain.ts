/** A run while it runs, as lines that stay: what it will do, then one line for each finished case. */
import { caseLine, idColumn } from '../../report/case-line.js';
import type { Palette } from '../../report/palette.js';
import type { Plan, RunEvent } from '../../runner/options.js';

/** Shows a run while it runs. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** No more events will come. Resolves when nothing more is drawn. */
  end(): Promise<void>;
}

/** Writes lines to a stream that need not be a terminal. */
export function plainProgress(stream: NodeJS.WritableStream, palette: Palette): Progress {
  let columns = 0;
  return {
    onEvent(event) {
      if (event.kind === 'planned') {
        columns = idColumn(event.cases);
        stream.write(`${palette.dim(planText(event.plan))}\n`);
      }
      if (event.kind === 'finished') stream.write(`${caseLine(event.result, columns, palette)}\n`);
    },
    end: async () => {},
  };
}

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** What a run says at its start: how much there is to do, and how long it will take. */
export function planText({ cases, scenarios, aboutMs, timed, windowMs, timeoutMs }: Plan): string {
  if (cases === 0) return 'no case to run';
  const amount = `${count(cases, 'case')}, ${count(scenarios, 'scenario')}, about ${roughly(aboutMs)} without shrinking failures`;
  const times = [
    ...(windowMs > 0 ? [`the announced window of ${exactly(windowMs)}`] : []),
    ...(timeoutMs > 0 ? [`the heartbeat timeout of ${exactly(timeoutMs)}`] : []),
  ];
  if (timed === 0 || times.length === 0) return amount;
  const waiting = `${count(timed, 'timed case')} ${timed === 1 ? 'waits' : 'wait'} for ${times.join(' and ')}`;
  return `${amount}; ${waiting}, side by side (--fast leaves them out)`;
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;

const exactly = (ms: number): string => (ms < SECOND_MS ? `${ms} ms` : `${ms / SECOND_MS} s`);

/** An estimate, in whole seconds or whole minutes. */
function roughly(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND_MS));
  return seconds < 2 * MINUTE_S ? `${seconds} s` : `${Math.round(seconds / MINUTE_S)} min`;
}
