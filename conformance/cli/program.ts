/** The command line as a whole: which commands there are. */
import type { ExitCode } from '../exchange/index.js';
import { suiteVersion } from '../runner/index.js';
import type { Argv } from './argv.js';
import { type Call, newCommand } from './command.js';
import { doctorCommand } from './commands/doctor.js';
import { explainCommand } from './commands/explain.js';
import { initCommand } from './commands/init.js';
import { judgeCommand } from './commands/judge.js';
import { listCommand } from './commands/list.js';
import { replayCommand } from './commands/replay.js';
import { serveCommand } from './commands/serve.js';
import { strengthCommand } from './commands/strength.js';
import { testAdapterCommand } from './commands/test-adapter.js';
import { testClientCommand } from './commands/test-client.js';
import { testPairCommand } from './commands/test-pair.js';
import { testServerCommand } from './commands/test-server.js';

const EXIT_CODES = `
Exit codes:
  0    conforms
  1    does not conform
  2    wrong usage
  3    no verdict: target unreachable, inconclusive, or a fault of the suite
  130  interrupted`;

/** Parses, runs the command that was named, and says how it ended. Throws what the command throws. */
export async function run({ own, command: target }: Argv): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const call: Call = {
    target,
    end: (code) => {
      exitCode = code;
    },
  };
  const test = newCommand('test')
    .description('hold an implementation against the specification')
    .addCommand(testServerCommand(call))
    .addCommand(testClientCommand(call))
    .addCommand(testPairCommand(call))
    .addCommand(testAdapterCommand(call));
  await newCommand('adjourn')
    .description('Proves implementations of Adjourn right: a protocol for leaving and ending online meetings.')
    .version(suiteVersion())
    .addCommand(test)
    .addCommand(doctorCommand(call))
    .addCommand(replayCommand(call))
    .addCommand(judgeCommand(call))
    .addCommand(serveCommand(call))
    .addCommand(listCommand(call))
    .addCommand(explainCommand(call))
    .addCommand(initCommand(call))
    .addCommand(strengthCommand(call))
    .addHelpText('after', EXIT_CODES)
    .parseAsync(own, { from: 'user' });
  return exitCode;
}
