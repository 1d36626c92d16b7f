/** A run on a terminal: the last lines say how far it is, and what is wrong goes above them, to stay. */
import { caseVerdict } from '../../report/case-line.js';
import type { Palette } from '../../report/palette.js';
import type { RunEvent } from '../../runner/options.js';
import { isLeftOut, leftOutLines } from './left-out.js';
import { frameOf, paint } from './live-frame.js';
import { liveRegion } from './live-region.js';
import { type Progress, planText } from './progress-plain.js';
import { afterEvent, atStart } from './run-state.js';

/** The lines are written anew this often, in milliseconds: the time that is left goes on without an event. */
const EVERY_MS = 200;

/** Draws how far a run is. */
export function liveProgress(stream: NodeJS.WriteStream, palette: Palette): Progress {
  const region = liveRegion(stream);
  let state = atStart(performance.now());
  const frame = () => {
    const lines = frameOf(state, performance.now(), { rows: stream.rows, columns: stream.columns });
    return lines.map((line) => ({ text: line.map(({ text }) => text).join(''), painted: paint(line, palette) }));
  };
  const draw = () => {
    // A terminal that takes nothing at the moment gets the next frame instead.
    if (!stream.writableNeedDrain) region.draw(frame());
  };
  const above = (text: string) => region.draw(frame(), `${text}\n`);
  // After a stop by Ctrl-Z the shell has written something.
  const onContinue = () => region.forget();
  const timer = setInterval(draw, EVERY_MS);
  timer.unref();
  stream.on('resize', draw);
  process.on('SIGCONT', onContinue);
  return {
    onEvent(event: RunEvent) {
      state = afterEvent(state, event, performance.now());
      if (event.kind === 'planned') above(palette.dim(planText(event.plan)));
      if (event.kind === 'finished' && event.result.verdict !== 'pass' && !isLeftOut(event.result))
        above(caseVerdict(event.result, palette));
    },
    async end() {
      clearInterval(timer);
      stream.off('resize', draw);
      process.off('SIGCONT', onContinue);
      region.clear();
      for (const line of leftOutLines(state.finished, palette)) stream.write(`${line}\n`);
      state = atStart(performance.now());
    },
  };
}
