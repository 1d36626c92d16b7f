/** Of what a program wrote before it ended, the line that says the most. */

interface Crash {
  /** How the last line looks, which says little. */
  readonly ends: RegExp;
  /** How the line looks that says what went wrong. */
  readonly says: RegExp;
}

const crashes: readonly Crash[] = [
  // Node says which error nobody caught, where that was, and last of all its own version.
  { ends: /^Node\.js v\d/, says: /^(Uncaught )?\w*Error( \[\w+\])?: / },
  // Go says it first, and then where its goroutine was; `go run` adds the exit code.
  { ends: /^(\/.*\.go:\d+( \+0x[0-9a-f]+)?|created by .*|exit status \d+)$/, says: /^(panic|fatal error): / },
];

/** Gives that line; empty where nothing was written. */
export function lastWords(lines: readonly string[]): string {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  const last = said.at(-1) ?? '';
  const crash = crashes.find(({ ends }) => ends.test(last));
  return (crash && said.findLast((line) => crash.says.test(line))) || last;
}
