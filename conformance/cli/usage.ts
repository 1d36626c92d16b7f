/** What a wrong call gets: one sentence that says what is wrong, where, and what to do. Exit code 2. */

import { sentence } from '../report/index.js';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The name of a variable, as shells take it. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What an environment variable holds that an option names: secrets do not stand on command lines. */
export function fromEnvironment(name: string): string {
  // What is no name may be the secret itself: it is not repeated.
  if (!VARIABLE.test(name))
    throw new UsageError('A secret is given by the name of the environment variable that holds it, such as TOKEN.');
  const value = process.env[name];
  if (value) return value;
  throw new UsageError(`The environment variable ${name} is not set, or is empty: set it to the secret.`);
}

/** Commander's complaint (`error: unknown option '--sede'`, a newline, `(Did you mean --seed?)`) in our form. */
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

/** A bearer token from an environment variable. */
export function bearerFrom(name: string): string {
  const token = fromEnvironment(name);
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return token;
  throw new UsageError(
    `The bearer token in ${name} has a line break, a blank at an end or a letter beyond ASCII, which no HTTP header can bear: take it out.`,
  );
}

/** Words that no option takes: an address whose option was forgotten, or a command whose `--` was. */
export function strayWords(words: readonly string[], starts: string): UsageError {
  const said = `Nothing is known of "${words.join(' ')}"`;
  const [first = ''] = words;
  if (/^wss?:/.test(first))
    return new UsageError(`${said}: if it is the address of a server, write "--url" before it.`);
  return new UsageError(`${said}: if it starts your ${starts}, write "--" before it.`);
}

/** A command that is nothing: an empty variable of a shell, most likely. */
export const isNothing = (command: string): boolean => command.trim() === '';
