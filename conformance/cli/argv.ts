/** The command line's two halves: what is for us, and the command of the target, which is nobody's business to parse. */

export interface Argv {
  readonly own: readonly string[];
  /** What stands behind the first `--`; absent where there is no `--`. */
  readonly command?: readonly string[];
}

export function splitArgv(argv: readonly string[]): Argv {
  const dashes = argv.indexOf('--');
  return dashes < 0 ? { own: argv } : { own: argv.slice(0, dashes), command: argv.slice(dashes + 1) };
}
