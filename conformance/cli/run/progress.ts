/** Shows a run while it runs: live on a terminal, a line for each finished case elsewhere. */
import { paletteFor } from '../../report/palette.js';
import { type Progress, plainProgress } from './progress-plain.js';

/** A terminal that does not know its width, or hardly has one, cannot redraw a list. */
const NARROWEST_LIST = 40;

/** What suits the stream. The live list is loaded only where it is drawn. */
export async function showProgress(stream: NodeJS.WriteStream): Promise<Progress> {
  const palette = paletteFor(stream);
  if (!stream.isTTY || !(stream.columns >= NARROWEST_LIST)) return plainProgress(stream, palette);
  const { liveProgress } = await import('./progress-live.js');
  return liveProgress(stream, palette);
}
