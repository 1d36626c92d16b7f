/** Colours, where a reader can see them. */
import pc from 'picocolors';

/** Functions that colour a text. */
export type Palette = ReturnType<typeof pc.createColors>;

/** Without colours. */
export const plain: Palette = pc.createColors(false);

/** The variables that say whether colours are wanted. An empty one says nothing. */
interface ColourWishes {
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}

const NEVER: readonly string[] = ['0', 'false'];

/** Colours for a stream: on a terminal, or where FORCE_COLOR asks for them; and never against NO_COLOR. */
export function paletteFor(stream: { readonly isTTY?: boolean }, wishes: ColourWishes = process.env): Palette {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = wishes;
  if (NO_COLOR !== '') return plain;
  if (FORCE_COLOR !== '') return pc.createColors(!NEVER.includes(FORCE_COLOR));
  return pc.createColors(stream.isTTY === true && TERM !== 'dumb');
}
