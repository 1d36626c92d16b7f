/** The outputs that `--reporter` can name. */
import { json } from './json/index.js';
import type { AnyReporter, Reporter } from './reporter.js';
import { terminal } from './terminal.js';

/** What must be known of a reporter before its code is loaded. */
interface LateReporter extends Pick<Reporter, 'name' | 'isDocument' | 'companion'> {
  load(): Promise<Reporter>;
}

/** It is loaded when it writes: nobody who chose another one waits for that. It writes nothing before the end of a log. */
const late = ({ load, ...known }: LateReporter): Reporter<Promise<string>> => ({
  ...known,
  run: async (...said) => (await load()).run(...said),
  finding: () => '',
  log: async (...said) => (await load()).log(...said),
});

const html = late({
  name: 'html',
  isDocument: true,
  load: async () => (await import('./html/index.js')).html,
});

const junit = late({
  name: 'junit',
  isDocument: true,
  load: async () => (await import('./junit/index.js')).junit,
});

const markdown = late({
  name: 'markdown',
  isDocument: true,
  load: async () => (await import('./markdown/index.js')).markdown,
});

/** GitHub takes so much for the summary of a step, and nothing of what is larger. */
const SUMMARY_BYTES = 1024 * 1024;

const github = late({
  name: 'github',
  isDocument: false,
  companion: { variable: 'GITHUB_STEP_SUMMARY', reporter: markdown, mostBytes: SUMMARY_BYTES },
  load: async () => (await import('./github/index.js')).github,
});

/** The first one is the default. A new one is a file or a folder beside this one and an entry here. */
export const reporters: readonly [AnyReporter, ...AnyReporter[]] = [terminal, json, html, junit, github, markdown];
