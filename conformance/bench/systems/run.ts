/** Runs the command line of the suite, as somebody who tests a system does, and reads the reports that it prints. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodecError, reports } from '../../exchange/codec.js';
import type { Report } from '../../exchange/report.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

/** The report that a command of the suite prints. @throws Error where it prints none. */
export async function reportOf(args: readonly string[]): Promise<Report> {
  // What goes to standard error is for the person who waits.
  const child = spawn(process.execPath, [MAIN, ...args, '--reporter', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  try {
    return reports.fromJson(JSON.parse(written));
  } catch (error) {
    if (error instanceof CodecError || error instanceof SyntaxError)
      throw new Error(`"adjourn ${args.join(' ')}" has printed no report: ${error.message}`);
    throw error;
  }
}
