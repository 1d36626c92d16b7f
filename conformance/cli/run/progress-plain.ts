/** A run while it runs, as lines that stay: what it will do, what did not pass, and now and then how far it is. */
import type { CaseResult } from '../../exchange/report.js';
import { caseLine, idColumn } from '../../report/case-line.js';
import type { Palette } from '../../report/palette.js';
import type { Plan, RunEvent } from '../../runner/options.js';
import { isLeftOut, leftOutLines } from './left-out.js';
import { progressText } from './live-frame.js';
import { afterEvent, atStart } from './run-state.js';

/** Shows a run while it runs. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** No more events will come. Resolves when nothing more is drawn. */
  end(): Promise<void>;
}

/** A run of up to so many cases has a line for each; a longer one has lines for what did not pass, and says how far it is. */
const FEW = 12;
/** A longer run says how far it is about so often. */
const REMARKS = 10;

/** Writes lines to a stream that need not be a terminal. */
export function plainProgress(stream: NodeJS.WritableStream, palette: Palette): Progress {
  let state = atStart(performance.now());
  let columns = 0;
  let told = 0;
  const write = (line: string) => stream.write(`${line}\n`);
  const finished = (result: CaseResult) => {
    if (state.plan.forecast.length <= FEW) return write(caseLine(result, columns, palette));
    // The cases that are left out are over at once, and in no forecast: they bring a run no further.
    if (isLeftOut(result)) return;
    if (result.verdict !== 'pass') write(caseLine(result, columns, palette));
    const over = state.finished.filter((one) => !isLeftOut(one)).length;
    const part = Math.floor((REMARKS * over) / state.plan.forecast.length);
    if (part === told) return;
    told = part;
    write(palette.dim(progressText(state, performance.now())));
  };
  return {
    onEvent(event) {
      state = afterEvent(state, event, performance.now());
      if (event.kind === 'planned') {
        columns = idColumn(event.cases);
        write(palette.dim(planText(event.plan)));
      }
      if (event.kind === 'finished') finished(event.result);
    },
    async end() {
      if (state.plan.forecast.length > FEW) for (const line of leftOutLines(state.finished, palette)) write(line);
      state = atStart(performance.now());
    },
  };
}

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** What a run says at its start: how much there is to do, and how long it will take. */
export function planText({ cases, scenarios, aboutMs, timed, windowMs, timeoutMs, part }: Plan): string {
  if (cases === 0) return part ? `no case to run (${part.by})` : 'no case to run';
  const chosen = part
    ? `${cases.toLocaleString('en')} of ${count(part.of, 'case')} (${part.by})`
    : count(cases, 'case');
  const amount = `${chosen}, ${count(scenarios, 'scenario')}, about ${roughly(aboutMs)} without shrinking failures`;
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
