/** What a wrong call gets: one sentence that says what is wrong, where, and what to do. Exit code 2. */

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What an environment variable holds that an option names: secrets do not stand on command lines. */
export function fromEnvironment(name: string): string {
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
  const full = /[.!?]$/.test(what) ? what : `${what}.`;
  const hint = hints.map((line) => ` ${line.replace(/^\((.*)\)$/, '$1')}`).join('');
  return `${full}${hint} See "${commandPath} --help".\n`;
}

/** `"serv" is no case. The nearest names are a, b; "adjourn list" shows all.` */
export const unknownName = (problem: string, names: readonly string[], listing: string): UsageError =>
  new UsageError(`${problem} The nearest names are ${names.join(', ')}; "${listing}" shows all.`);
