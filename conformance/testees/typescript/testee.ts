/** A testee over standard input and output, one command a line. Standard error is a log. */
import { createInterface } from 'node:readline';
import { drive } from './drive.js';
import { type Json, THROWN } from './listeners.js';

const take = drive((message) => process.stdout.write(`${JSON.stringify(message)}\n`));

/** Undefined for what is no command: it is answered by nothing. */
function read(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    console.error(`No command: ${line}`);
    return undefined;
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const command = read(line);
  if (command) take(command);
});

// An error of the SDK's that nobody catches ends any application, and this one as well: the last line says why.
process.on('uncaughtException', (error) => {
  if (error === THROWN) return;
  console.error(error);
  console.error(`An error that nobody has caught ends this testee: ${error}`);
  process.exit(1);
});
