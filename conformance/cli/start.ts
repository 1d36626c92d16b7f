/** The command line, from the arguments to an exit code. */
import { splitArgv } from './argv.js';
import { run } from './program.js';
import { print } from './screen.js';
import { troubleOf } from './trouble.js';

// Whoever reads our output may stop reading (`| head`). A run goes on all the same: its exit code is still to come.
process.stdout.on('error', () => {});

async function main(): Promise<number> {
  try {
    return await run(splitArgv(process.argv.slice(2)));
  } catch (error) {
    const { text, exitCode } = troubleOf(error);
    await print(text, process.stderr);
    return exitCode;
  }
}

// What a target has left open must not keep us from ending.
process.exit(await main());
