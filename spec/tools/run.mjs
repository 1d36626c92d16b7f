// How the tools of this folder start other programs: by Node and by path, so that nothing depends on PATH or on a shell.

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Runs a script of the project and returns what it wrote. Its complaints go to the terminal as they are. */
export function run(script, ...args) {
  return execFileSync(process.execPath, [join(project, script), ...args], {
    cwd: project,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Runs `main` when the file at `url` is the program, and ends with 1 and a sentence when it throws. */
export async function main(url, main) {
  if (process.argv[1] === undefined || fileURLToPath(url) !== process.argv[1]) return;
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    // A tool that failed has said why already; what is left to say is which step it was.
    console.error(error.message.split('\n')[0]);
    process.exitCode = 1;
  }
}
