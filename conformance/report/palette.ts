/** Colours, where a reader can see them. */
import pc from 'picocolors';

export type Palette = ReturnType<typeof pc.createColors>;

export const plain: Palette = pc.createColors(false);

/** Colours for a stream: only on a terminal, and never against NO_COLOR. */
export const paletteFor = (stream: { readonly isTTY?: boolean }): Palette =>
  pc.createColors(stream.isTTY === true && pc.isColorSupported);
