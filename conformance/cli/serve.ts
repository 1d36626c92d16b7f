/** `adjourn serve`: our reference server, to try a client against, or with one fault, to try a suite against. */
import { once } from 'node:events';
import { type Command, Option } from 'commander';
import { type Mutant, mutants } from '../mutants/index.js';
import { serve } from '../reference/index.js';
import { type Call, newCommand, refuseTarget } from './command.js';
import { nearest } from './nearest.js';
import { wholeNumber } from './options.js';
import { print } from './screen.js';
import { UsageError, unknownName } from './usage.js';

interface Options {
  readonly port: number;
  readonly mutant?: string;
}

const LAST_PORT = 65_535;

export const serveCommand = (call: Call): Command =>
  newCommand('serve')
    .description('run the reference server')
    .addOption(
      new Option('--port <n>', 'where to listen, 0 for any free port')
        .env('PORT')
        .default(8080)
        .argParser(wholeNumber(0, LAST_PORT)),
    )
    .option('--mutant <name>', 'build one fault in, for a suite to find; see "adjourn list --mutants"')
    .action(async (options: Options) => {
      refuseTarget(call, 'serve');
      await serveUntilStopped(options.port, options.mutant === undefined ? undefined : findMutant(options.mutant));
      call.end(0);
    });

async function serveUntilStopped(port: number, mutant: Mutant | undefined): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const wrapped = mutant === undefined ? {} : { wrap: mutant.wrap };
  const server = await serve({ port, host: '127.0.0.1', ...wrapped }).catch((error: unknown) => {
    throw cannotListen(error, port);
  });
  const mode = [
    'development mode: no tokens, loopback only',
    ...(mutant ? [`mutant ${mutant.name}: ${mutant.summary}`] : []),
  ];
  await print(`adjourn reference server listening on ${server.url} (${mode.join('; ')})\n`);
  await stopped;
  await server.stop();
}

function findMutant(name: string): Mutant {
  const mutant = Object.hasOwn(mutants, name) ? mutants[name] : undefined;
  if (mutant !== undefined) return mutant;
  throw unknownName(`There is no mutant "${name}".`, nearest(name, Object.keys(mutants)), 'adjourn list --mutants');
}

/** A port that is taken is the caller's to change; anything else is a fault. */
function cannotListen(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError(`Port ${port} is taken: stop what listens there, or give another with --port (0 for any).`);
  if (code === 'EACCES') return new UsageError(`Port ${port} may not be opened: give one above 1023 with --port.`);
  return error;
}
