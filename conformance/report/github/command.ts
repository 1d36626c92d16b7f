/** Annotations as GitHub Actions reads them from the output of a step: `::error title=...::...`. */

/** What a line of the output tells GitHub. */
export interface GithubAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** The place in a file, where there is one. */
  readonly file?: string;
  readonly line?: number;
}

/** GitHub shows so many annotations of a step. */
const MOST = 10;

/** The lines, each with its line feed. What GitHub would not show is counted in the last of them: `rest` gives its words. */
export function githubCommands(all: readonly GithubAnnotation[], rest: (left: number) => GithubAnnotation): string {
  const shown = all.length <= MOST ? all : [...all.slice(0, MOST - 1), rest(all.length - MOST + 1)];
  return shown.map(githubCommand).join('');
}

function githubCommand({ level, title, message, file, line }: GithubAnnotation): string {
  const properties = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }), title };
  const said = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${level} ${said.join(',')}::${escapedMessage(message)}\n`;
}

/** By GitHub's own rules: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const escapedMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapedProperty = (text: string): string => escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
