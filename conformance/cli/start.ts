/** The command line, from the arguments to an exit code. */
import { fileTrouble } from '../exchange/system-error.js';
import { splitArgv } from './command.js';
import { endOnInterrupt } from './interrupt.js';
import { run } from './program.js';
import { print } from './screen.js';
import { commandTrouble } from './trouble.js';

/** Why output was lost; empty while none was. */
let lost = '';
// A reader may stop reading (`| head`). The run goes on all the same, for its exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost = fileTrouble(error)?.why ?? error.message;
});
process.stderr.on('error', () => {});
endOnInterrupt();

async function main(): Promise<number> {
  try {
    const code = await run(splitArgv(process.argv.slice(2)));
    if (lost === '') return code;
    await print(`The output could not be written: ${lost}.\n`, process.stderr);
    // A success that nobody can read is none.
    return code === 0 ? 3 : code;
  } catch (error) {
    const { text, exitCode } = commandTrouble(error);
    await print(text, process.stderr);
    return exitCode;
  }
}

// Handles that a target left open must not keep the process alive.
process.exit(await main());
