/** The command line as a whole: which commands there are. */
import type { ExitCode } from '../exchange/words.js';
import { sentence } from '../report/text.js';
import { suiteVersion } from '../runner/run/sum-up.js';
import { type Argv, type CommandEntry, type Invocation, newCommand, withCommands } from './command.js';
import { applyConfig } from './config/index.js';
import { UsageError } from './usage.js';

const EXIT_CODES = `
Exit codes:
  0    conforms
  1    does not conform
  2    wrong usage
  3    no verdict: target unreachable, inconclusive, or a fault of the suite
  130  interrupted`;

const tests: readonly CommandEntry[] = [
  {
    name: 'server',
    about: 'run the cases against a server',
    usage: '[options] [--url URL | -- COMMAND...]',
    load: () => import('./commands/test-server.js'),
  },
  {
    name: 'client',
    about: 'run the cases against a client; the suite plays its server',
    usage: '[options] (-- COMMAND... | --listen HOST:PORT)',
    load: () => import('./commands/test-client.js'),
  },
  {
    name: 'pair',
    about: 'run the cases against a client together with its server',
    usage: '[options] [--url URL | --server COMMAND] (-- CLIENT COMMAND... | --listen HOST:PORT)',
    load: () => import('./commands/test-pair.js'),
  },
  {
    name: 'system',
    about: 'run the cases against a whole system of any make, through its testee',
    usage: '[options] (NAME | -- COMMAND... | --listen HOST:PORT)',
    load: () => import('./commands/test-system.js'),
  },
];

const commands: readonly CommandEntry[] = [
  {
    name: 'doctor',
    about: 'check a target before its first run, and say what would go wrong',
    usage: '[options] [--url URL | --client | --system [NAME]] [-- COMMAND...]',
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'replay',
    about: 'run a saved scenario again',
    usage: '[options] FILE [--url URL | --client | --pair | --system [NAME]] [-- COMMAND...]',
    load: () => import('./commands/replay.js'),
  },
  {
    name: 'judge',
    about: 'judge a log that was recorded elsewhere',
    usage: '[options] FILE...',
    load: () => import('./commands/judge.js'),
  },
  {
    name: 'report',
    about: 'show a saved report in another form, or beside an older one',
    usage: '[options] FILE',
    load: () => import('./commands/report.js'),
  },
  {
    name: 'mapping',
    about: 'show what the words of a whole system stand for, and what is wrong with that',
    usage: '[options] (NAME | -- COMMAND... | --listen HOST:PORT)',
    load: () => import('./commands/mapping.js'),
  },
  {
    name: 'matrix',
    about: 'lay the reports of several systems side by side, on one page',
    usage: '[options] FILE...',
    load: () => import('./commands/matrix.js'),
  },
  {
    name: 'serve',
    about: 'run the reference server',
    usage: '[options]',
    load: () => import('./commands/serve.js'),
  },
  {
    name: 'list',
    about: 'list the cases, clauses, reason codes, mutants, variants or systems',
    usage: '[options]',
    load: () => import('./commands/list.js'),
  },
  {
    name: 'explain',
    about: 'explain a clause, a reason code or a case',
    usage: '[options] WORD',
    load: () => import('./commands/explain.js'),
  },
  {
    name: 'init',
    about: 'copy something to start from: a server, or a testee for a client or a whole system',
    usage: '(server | client | system) LANGUAGE [DIR]',
    load: () => import('./commands/init.js'),
  },
  {
    name: 'strength',
    about: 'run the suite against mutants, which it must find, and variants, which must pass',
    usage: '[options]',
    load: () => import('./commands/strength.js'),
  },
  {
    name: 'clean',
    about: 'remove what runs have saved',
    usage: '[DIR]',
    load: () => import('./commands/clean.js'),
  },
  {
    name: 'completion',
    about: 'print a script that completes commands, options and names in a shell',
    usage: 'bash|zsh|fish',
    load: () => import('./commands/completion.js'),
  },
  {
    name: 'help',
    about: 'show the help of a command',
    usage: '[COMMAND...]',
    load: () => import('./commands/help.js'),
  },
];

/** Parses, runs the command that was named, and gives its exit code. Throws what the command throws. */
export async function run({ own, command: target }: Argv): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const invocation: Invocation = {
    target,
    end: (code) => {
      exitCode = code;
    },
  };
  const test = newCommand('test')
    .description('run the cases against an implementation')
    .usage('[options] [command]')
    .hook('preAction', (_, called) => applyConfig(called, invocation));
  const adjourn = newCommand('adjourn')
    .description('Conformance suite of Adjourn, a protocol for leaving and ending online meetings.')
    .version(suiteVersion())
    .addCommand(withCommands(test, tests, invocation))
    .addHelpText('after', EXIT_CODES);
  try {
    await withCommands(adjourn, commands, invocation).parseAsync(own, { from: 'user' });
  } catch (error) {
    throw error instanceof UsageError ? withConfig(error, invocation) : error;
  }
  return exitCode;
}

/** What was wrong may not stand on the command line at all. */
function withConfig(error: UsageError, { config }: Invocation): UsageError {
  if (!config || config.keys.length === 0) return error;
  return new UsageError(`${sentence(error.message)} ${config.file} gives ${config.keys.join(', ')}.`);
}
