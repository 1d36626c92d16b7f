/** Shows a run while it runs: live on a terminal, a line for each finished case elsewhere. */
import type { Palette } from '../../report/index.js';
import { caseLine, idColumn, paletteFor } from '../../report/index.js';
import type { RunEvent } from '../../runner/options.js';
import { planText } from './plan-text.js';
import { liveProgress } from './progress-live.js';

export interface Progress {
  onEvent(event: RunEvent): void;
  /** No more events will come; resolves when the terminal is its owner's again. */
  end(): Promise<void>;
}

/** A terminal that does not know its width, or hardly has one, cannot redraw a list. */
const NARROWEST_LIST = 40;

export const showProgress = (stream: NodeJS.WriteStream): Progress =>
  stream.isTTY && stream.columns >= NARROWEST_LIST
    ? liveProgress(stream, paletteFor(stream))
    : plainProgress(stream, paletteFor(stream));

function plainProgress(stream: NodeJS.WritableStream, palette: Palette): Progress {
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
