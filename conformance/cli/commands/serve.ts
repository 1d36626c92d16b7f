/** `adjourn serve`: our reference server, to try a client against, or with one fault, to try a suite against. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Feature, features, machineOptions, servedFeatures } from '../../exchange/index.js';
import { clientMutants } from '../../mutants/client/index.js';
import { type Alteration, alteredBy, mutants, variants } from '../../mutants/index.js';
import { type ServeOptions, serve, UnfitOptions } from '../../reference/server/index.js';
import { type Call, newCommand, refuseTarget } from '../command.js';
import { nearest } from '../nearest.js';
import { wholeNumber } from '../options.js';
import { print } from '../screen.js';
import { bearerFrom, fromEnvironment, UsageError, unknownName } from '../usage.js';

interface Options {
  readonly port: number;
  readonly window: number;
  readonly heartbeat: number;
  readonly features: readonly Feature[];
  readonly tokenSecretEnv?: string;
  readonly operatorTokenEnv?: string;
  readonly mutant?: string;
  readonly variant?: string;
  readonly seed: number;
}

const unserved = features.filter((name) => !servedFeatures.includes(name));

const LAST_PORT = 65_535;
const LARGEST_SEED = 2 ** 32 - 1;
const LONGEST_MS = 3_600_000;
/** How many intervals may go by without a frame until a connection is taken as lost. */
const MISSED = 3;

export const serveCommand = (call: Call): Command =>
  newCommand('serve')
    .description('run the reference server')
    .addOption(
      new Option('--port <n>', 'where to listen, 0 for any free port')
        .env('PORT')
        .default(8080)
        .argParser(wholeNumber(0, LAST_PORT)),
    )
    .option(
      '--window <ms>',
      'how long a lost connection may be resumed; 0: not at all',
      wholeNumber(0, LONGEST_MS),
      300,
    )
    .option(
      '--heartbeat <ms>',
      `how often Heartbeat is sent, and a third of how long a connection may be silent; 0: never`,
      wholeNumber(0, LONGEST_MS),
      0,
    )
    .addOption(
      new Option('--features <list>', 'what is declared, with commas between; "none" for the base alone')
        .argParser(featureList)
        .default(servedFeatures, `all but ${unserved.join(' and ')}`),
    )
    .option('--token-secret-env <name>', 'the environment variable with the secret of the access tokens (HS256)')
    .option('--operator-token-env <name>', "the environment variable with the operator's bearer token")
    .option('--mutant <name>', 'build one fault in, for a suite to find; see "adjourn list --mutants"')
    .addOption(
      new Option(
        '--variant <name>',
        'differ in a way that the specification allows; see "adjourn list --variants"',
      ).conflicts('mutant'),
    )
    .addOption(
      new Option('--seed <n>', 'what a variant that does things by chance begins with')
        .default(randomInt(LARGEST_SEED), 'a new one')
        .argParser(wholeNumber(0, LARGEST_SEED)),
    )
    .action(async (options: Options, command: Command) => {
      refuseTarget(call, 'serve');
      const asked = command.getOptionValueSource('features') === 'cli' ? options.features : [];
      if (asked.includes('operator') && options.operatorTokenEnv === undefined)
        throw new UsageError(
          'The feature operator needs a bearer token: name its environment variable with --operator-token-env.',
        );
      const alteration = alterationOf(options);
      await serveUntilStopped(altered(serveOptions(options), alteration, options.seed), alteration, options.seed);
      call.end(0);
    });

function serveOptions(options: Options): ServeOptions {
  const { port, window, heartbeat, features } = options;
  const declares = (name: Feature) => features.includes(name);
  const { tokenSecretEnv, operatorTokenEnv } = options;
  const operatorToken = operatorTokenEnv === undefined ? undefined : bearerFrom(operatorTokenEnv);
  return {
    port,
    config: {
      ...machineOptions(features),
      resumeWindowMs: declares('resume') ? window : 0,
    },
    roomOrder: declares('room_order'),
    json: declares('json'),
    heartbeat: { intervalMs: heartbeat, timeoutMs: MISSED * heartbeat },
    tokenSecret: tokenSecretEnv === undefined ? undefined : fromEnvironment(tokenSecretEnv),
    operatorToken: declares('operator') ? operatorToken : undefined,
  };
}

/** What a fault, or a variant, needs to be otherwise has the last word. */
function altered(options: ServeOptions, by: Alteration | undefined, seed: number): ServeOptions {
  if (!by) return options;
  const { wrap, setup } = alteredBy(by, seed);
  return { ...options, ...setup, config: { ...options.config, ...setup.config }, wrap };
}

async function serveUntilStopped(
  options: ServeOptions,
  alteration: Alteration | undefined,
  seed: number,
): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const server = await serve(options).catch((error: unknown) => {
    throw cannotStart(error, options);
  });
  const mode = [
    options.tokenSecret === undefined ? 'development mode: no tokens, loopback only' : 'asks for access tokens',
    ...(alteration
      ? [
          `${'breaks' in alteration ? 'mutant' : 'variant'} ${alteration.name}${alteration.seeded ? `, seed ${seed}` : ''}: ${alteration.summary}`,
        ]
      : []),
  ];
  await print(`adjourn reference server listening on ${server.url} (${mode.join('; ')})\n`);
  await stopped;
  await server.stop();
}

function featureList(text: string): Feature[] {
  if (text === 'none') return [];
  return text.split(',').map((name) => {
    const known = features.find((one) => one === name.trim());
    if (known !== undefined) return known;
    const [first] = nearest(name.trim(), features);
    throw new InvalidArgumentError(`There is no feature "${name.trim()}" to declare; the nearest is ${first}.`);
  });
}

function alterationOf({ mutant, variant }: Options): Alteration | undefined {
  if (mutant !== undefined && Object.hasOwn(clientMutants, mutant))
    throw new UsageError(
      `"${mutant}" is a fault of a client, and this is a server: "adjourn list --mutants" shows all.`,
    );
  if (mutant !== undefined) return found('mutant', mutant, mutants);
  return variant === undefined ? undefined : found('variant', variant, variants);
}

function found<T>(what: 'mutant' | 'variant', name: string, all: Readonly<Record<string, T>>): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined;
  if (one !== undefined) return one;
  throw unknownName(`There is no ${what} "${name}".`, nearest(name, Object.keys(all)), `adjourn list --${what}s`);
}

/** A port that is taken, or a secret that is none, is the caller's to change; anything else is a fault. */
function cannotStart(error: unknown, { port }: ServeOptions): unknown {
  if (error instanceof UnfitOptions) return new UsageError(error.message);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError(`Port ${port} is taken: stop what listens there, or give another with --port (0 for any).`);
  if (code === 'EACCES') return new UsageError(`Port ${port} may not be opened: give one above 1023 with --port.`);
  return error;
}
