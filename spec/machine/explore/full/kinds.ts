/** The servers whose triples are written down: what every other server can meet follows from theirs. */
import { baseConfig, type Config } from '../../config.js';

/** A kind of server, named by a letter: a capital one declares everything that can be asked for, a small one nothing of it. */
export type ServerKind = 'A' | 'B' | 'C' | 'D' | 'a' | 'b' | 'c' | 'd';

const named = [
  { letter: 'A', replace: true, resume: true },
  { letter: 'B', replace: true, resume: false },
  { letter: 'C', replace: false, resume: true },
  { letter: 'D', replace: false, resume: false },
] as const;

const WINDOW_MS = 1_000;

/** All kinds, each with the config of such a server. */
export const kinds: readonly { readonly kind: ServerKind; readonly config: Config }[] = [true, false].flatMap(
  (declares) =>
    named.map(({ letter, replace, resume }) => ({
      kind: declares ? letter : (letter.toLowerCase() as ServerKind),
      config: {
        ...baseConfig,
        replace,
        resumeWindowMs: resume ? WINDOW_MS : 0,
        remove: declares,
        switch: declares,
        viewer: declares,
        relay: declares,
      },
    })),
);

/** Which kind a server is that declares everything that can be asked for, or nothing of it. */
export function kindOf({
  replace,
  resume,
  declares,
}: {
  replace: boolean;
  resume: boolean;
  declares: boolean;
}): ServerKind {
  const letter = named.find((one) => one.replace === replace && one.resume === resume)?.letter ?? 'D';
  return declares ? letter : (letter.toLowerCase() as ServerKind);
}
