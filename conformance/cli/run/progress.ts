/** Shows a run while it runs: live on a terminal, a few lines elsewhere. */
import { paletteFor } from '../../report/palette.js';
import { type Progress, plainProgress } from './progress-plain.js';

/**
 * Whether lines can be written over: on a terminal that knows its size and moves its cursor. What a CI system shows
 * later as a log is none, even where it looks like one.
 */
export function canRedraw(
  { isTTY, columns, rows }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>,
  { TERM, CI = '' }: NodeJS.ProcessEnv,
): boolean {
  return isTTY && columns > 0 && rows > 1 && TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

/** What suits the stream. The live display is loaded only where it is drawn. */
export async function showProgress(stream: NodeJS.WriteStream): Promise<Progress> {
  const palette = paletteFor(stream);
  if (!canRedraw(stream, process.env)) return plainProgress(stream, palette);
  const { liveProgress } = await import('./progress-live.js');
  return liveProgress(stream, palette);
}
