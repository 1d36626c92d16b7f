/** A testee over standard input and output, one command a line. Standard error is a log. */
import { createInterface } from 'node:readline';
import { drive } from './drive.js';

const take = drive((message) => process.stdout.write(`${JSON.stringify(message)}\n`));
createInterface({ input: process.stdin }).on('line', (line) => take(JSON.parse(line)));
