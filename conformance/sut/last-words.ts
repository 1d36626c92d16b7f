/** Of what a program wrote before it ended, the line that says the most. */

/** Node says which error nobody caught, where that was, and last of all its own version. */
const NODE_VERSION = /^Node\.js v\d/;
const ERROR = /^(Uncaught )?\w*Error( \[\w+\])?: /;

/** Gives that line; empty where nothing was written. */
export function lastWords(lines: readonly string[]): string {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '');
  const last = said.at(-1) ?? '';
  return (NODE_VERSION.test(last) && said.findLast((line) => ERROR.test(line))) || last;
}
