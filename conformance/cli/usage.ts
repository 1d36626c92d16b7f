/** Wrong usage: one sentence that says what is wrong, where, and what to do. Exit code 2. */

import { sentence } from '../report/text.js';

/** The caller can put it right; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A name that shells accept for a variable. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The value of an environment variable that an option names: no secret stands on a command line. Throws {@link
 * UsageError}.
 */
export function fromEnvironment(name: string): string {
  // Anything else may be the secret itself, and is not repeated.
  if (!VARIABLE.test(name))
    throw new UsageError('A secret is given by the name of the environment variable that holds it, such as TOKEN.');
  const value = process.env[name];
  if (value) return value;
  throw new UsageError(`The environment variable ${name} is not set, or is empty: set it to the secret.`);
}

/**
 * A complaint of commander's in our form; it is `error: unknown option '--sede'`, a newline, `(Did you mean --seed?)`.
 */
export function usageSentence(complaint: string, commandPath: string): string {
  const [first = '', ...hints] = complaint
    .replace(/^error: /, '')
    .trim()
    .split('\n');
  const what = first.charAt(0).toUpperCase() + first.slice(1);
  const hint = hints.map((line) => ` ${line.replace(/^\((.*)\)$/, '$1')}`).join('');
  return `${sentence(what)}${hint} See "${commandPath} --help".\n`;
}

/** `"serv" is no case. The nearest names are a, b; "adjourn list" shows all.` */
export const unknownName = (problem: string, names: readonly string[], listing: string): UsageError =>
  new UsageError(`${problem} The nearest names are ${names.join(', ')}; "${listing}" shows all.`);

/** A bearer token from an environment variable. Throws {@link UsageError}. */
export function bearerFrom(name: string): string {
  const token = fromEnvironment(name);
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return token;
  throw new UsageError(
    `The bearer token in ${name} has a line break, a blank at an end or a letter beyond ASCII, which an HTTP header cannot carry: take it out.`,
  );
}

/** The error for words that no option takes: an address without its option, or a command without its `--`. */
export function strayWords(words: readonly string[], starts: string): UsageError {
  const said = `"${words.join(' ')}" is no option`;
  const [first = ''] = words;
  if (/^wss?:/.test(first))
    return new UsageError(`${said}: if it is the address of a server, write "--url" before it.`);
  return new UsageError(`${said}: if it starts your ${starts}, write "--" before it.`);
}

/** An empty command: most likely a shell variable that is not set. */
export const isBlank = (command: string): boolean => command.trim() === '';
