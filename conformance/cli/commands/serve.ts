/** `adjourn serve`: runs the reference server, as it is, with one fault, or as a variant. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Feature, features, machineOptions, servedFeatures } from '../../exchange/features.js';
import type { Alteration } from '../../mutants/mutant.js';
import { type ServeOptions, serve } from '../../reference/server/server.js';
import { UnfitOptions } from '../../reference/server/settings.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { type Invocation, refuseTarget } from '../command.js';
import { nearest } from '../nearest.js';
import { print } from '../screen.js';
import { bearerFrom, fromEnvironment, UsageError, unknownName } from '../usage.js';

interface Options {
  readonly port: number;
  readonly window: number;
  readonly heartbeat: number;
  readonly switchTime: number;
  readonly features: readonly Feature[];
  readonly tokenSecretEnv?: string;
  readonly operatorTokenEnv?: string;
  readonly mutant?: string;
  readonly variant?: string;
  readonly seed: number;
  readonly reports?: string;
}

const unserved = features.filter((name) => !servedFeatures.includes(name));

const LAST_PORT = 65_535;
const LARGEST_SEED = 2 ** 32 - 1;
const LONGEST_MS = 3_600_000;
/** After so many intervals without a frame, a connection counts as lost. */
const MISSED = 3;

/** Gives the command its options and its action. */
export function define(command: Command, invocation: Invocation): void {
  withServeOptions(command).action(async (options: Options) => {
    refuseTarget(invocation, 'serve');
    const asked = command.getOptionValueSource('features') === 'cli' ? options.features : [];
    if (asked.includes('operator') && options.operatorTokenEnv === undefined)
      throw new UsageError(
        'The feature operator needs a bearer token: name its environment variable with --operator-token-env.',
      );
    await serveUntilStopped(await altered(serveOptions(options), options));
    invocation.end(0);
  });
}

const withServeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--port <n>', 'port to listen on; 0: any free port')
        .env('PORT')
        .default(8080)
        .argParser(wholeNumber(0, LAST_PORT)),
    )
    .option(
      '--window <ms>',
      'how long a lost connection can be resumed; 0: not at all',
      wholeNumber(0, LONGEST_MS),
      300,
    )
    .option(
      '--heartbeat <ms>',
      `interval of Heartbeat; a connection may be silent for ${MISSED} of them; 0: no Heartbeat`,
      wholeNumber(0, LONGEST_MS),
      0,
    )
    .option(
      '--switch-time <ms>',
      'how long each half of a switch takes, as between two nodes; 0: no time',
      wholeNumber(0, LONGEST_MS),
      0,
    )
    .addOption(
      new Option('--features <list>', 'features to declare, separated by commas; "none" for the base alone')
        .argParser(featureList)
        .default(servedFeatures, `all but ${unserved.join(' and ')}`),
    )
    .option('--token-secret-env <name>', 'environment variable with the secret of the access tokens (HS256)')
    .option('--operator-token-env <name>', "environment variable with the operator's bearer token")
    .option('--reports <file>', 'append a line of a log to this file for each departure, and each end of a session')
    .option('--mutant <name>', 'build in one fault, for a suite to find; see "adjourn list --mutants"')
    .addOption(
      new Option(
        '--variant <name>',
        'differ in a way that the specification allows; see "adjourn list --variants"',
      ).conflicts('mutant'),
    )
    .addOption(
      new Option('--seed <n>', 'seed of a variant that makes random choices')
        .default(randomInt(LARGEST_SEED), 'a new one')
        .argParser(wholeNumber(0, LARGEST_SEED)),
    );

function serveOptions(options: Options): ServeOptions {
  const { port, window, heartbeat, switchTime: switchMs, features } = options;
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
    switchMs,
    tokenSecret: tokenSecretEnv === undefined ? undefined : fromEnvironment(tokenSecretEnv),
    operatorToken: declares('operator') ? operatorToken : undefined,
    ...(options.reports === undefined ? {} : { report: appender(options.reports) }),
  };
}

/** Writes lines to the end of a file: each is there when it has returned. */
function appender(file: string): (line: string) => void {
  try {
    const open = openSync(file, 'a');
    return (line) => writeSync(open, `${line}\n`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The reports cannot be written to ${file}: ${why}. Give another file with --reports.`);
  }
}

/** A server that is ready to start, and what it says about itself. */
interface Prepared {
  readonly options: ServeOptions;
  /** The fault or the variant, in words; empty for the reference server as it is. */
  readonly about: string;
}

/** Where a fault or a variant needs another setup, it overrides the options. Throws {@link UsageError}. */
async function altered(options: ServeOptions, { mutant, variant, seed }: Options): Promise<Prepared> {
  if (mutant === undefined && variant === undefined) return { options, about: '' };
  const { alteredBy, mutants, variants } = await import('../../mutants/index.js');
  if (mutant !== undefined) await refuseClientMutant(mutant);
  const by: Alteration =
    mutant === undefined ? found('variant', variant ?? '', variants) : found('mutant', mutant, mutants);
  const { wrap, setup } = alteredBy(by, seed);
  const what = `${mutant === undefined ? 'variant' : 'mutant'} ${by.name}${by.seeded ? `, seed ${seed}` : ''}`;
  return {
    options: { ...options, ...setup, config: { ...options.config, ...setup.config }, wrap },
    about: `${what}: ${by.summary}`,
  };
}

async function refuseClientMutant(mutant: string): Promise<void> {
  const { clientMutants } = await import('../../mutants/client/index.js');
  if (Object.hasOwn(clientMutants, mutant))
    throw new UsageError(
      `"${mutant}" is a fault of a client, and this is a server: "adjourn list --mutants" shows all.`,
    );
}

async function serveUntilStopped({ options, about }: Prepared): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const server = await serve(options).catch((error: unknown) => {
    throw cannotStart(error, options);
  });
  const isOpen = options.tokenSecret === undefined;
  const mode = isOpen ? 'development mode: no tokens, loopback only' : 'asks for access tokens';
  const words = [mode, about].filter((part) => part !== '').join('; ');
  await print(`adjourn reference server listening on ${server.url} (${words})\n`);
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

function found<T>(what: 'mutant' | 'variant', name: string, all: Readonly<Record<string, T>>): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined;
  if (one !== undefined) return one;
  throw unknownName(`There is no ${what} "${name}".`, nearest(name, Object.keys(all)), `adjourn list --${what}s`);
}

/** The caller can change a port that is taken or a secret that is unfit; anything else is a fault. */
function cannotStart(error: unknown, { port }: ServeOptions): unknown {
  if (error instanceof UnfitOptions) return new UsageError(error.message);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError(`Port ${port} is taken: stop what listens there, or give another with --port (0 for any).`);
  if (code === 'EACCES') return new UsageError(`Port ${port} may not be opened: give one above 1023 with --port.`);
  return error;
}
