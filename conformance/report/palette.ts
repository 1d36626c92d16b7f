/** Colours, where a reader can see them. */
import pc from 'picocolors';

/** Functions that colour a text. */
export type Palette = ReturnType<typeof pc.createColors>;

/** Without colours. */
export const plain: Palette = pc.createColors(false);

/** Colours for a stream: only on a terminal, and never against NO_COLOR. */
export const paletteFor = (stream: { readonly isTTY?: boolean }): Palette =>
  pc.createColors(stream.isTTY === true && pc.isColorSupported);
