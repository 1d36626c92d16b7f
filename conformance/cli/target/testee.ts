/** A client under test, through its testee. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { quote } from '../../report/text.js';
import { wholeNumber } from '../../strength/whole-number.js';
import { WAIT_MS } from '../../sut/testee/bounds.js';
import { openTestee, type TesteeSetup } from '../../sut/testee/index.js';
import { print } from '../screen.js';
import { isBlank, strayWords, UsageError } from '../usage.js';
import { type AccessOptions, subprotocols } from './access.js';
import type { Target } from './target.js';

interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** The values of {@link withTesteeOptions}. */
export interface TesteeOptions extends Pick<AccessOptions, 'subprotocol'> {
  readonly listen?: HostAndPort;
  readonly advertise?: string;
  /** In seconds. */
  readonly wait?: number;
}

const LAST_PORT = 65_535;
/** The longest time that a testee may take to dial back, in seconds. */
const LONGEST_WAIT_S = 3_600;

/** Adds the options of a testee to a command. */
export const withTesteeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--listen <host:port>', 'wait for the testee to dial back; port 0: any free port').argParser(
        hostAndPort,
      ),
    )
    .addOption(
      new Option(
        '--advertise <host>',
        'host in the addresses that the testee is given, such as the name an emulator has for this machine',
      ).argParser(hostName),
    )
    .option(
      '--wait <seconds>',
      `how long to wait for the testee to dial back (default: ${WAIT_MS / 1_000})`,
      wholeNumber(1, LONGEST_WAIT_S),
    );

/** The help that commands with a testee share. */
export const TESTEE_HELP = `
Testee:
  -- COMMAND            a command that speaks the testee protocol over its standard input and output
  --listen HOST:PORT    a testee that opens a WebSocket to the printed address
  both                  the command is started with that address in $ADJOURN_TESTEE_URL`;

/** What a command line says of a testee. */
export interface TesteeArguments {
  /** The command after `--`. */
  readonly command: readonly string[] | undefined;
  /** Words that no option takes: most likely a command whose `--` was forgotten. */
  readonly words: readonly string[];
  readonly options: TesteeOptions;
}

/** The client that the arguments name. Throws {@link UsageError}. */
export function chooseTestee(given: TesteeArguments): Target {
  const way = wayToTestee(given);
  const { subprotocol } = given.options;
  const asked = subprotocol === undefined ? '' : `--subprotocol ${subprotocol} `;
  const name = `--client ${asked}${testeeName(given.command, given.options)}`;
  return { name, side: 'client', open: () => openTestee(way) };
}

/** Throws {@link UsageError} for an option of a server, which a testee would ignore. */
export function refuseServerOptions(
  options: AccessOptions & { url?: string },
  flag = '--client',
  what = 'a client',
): void {
  const names = {
    url: '--url',
    tokenCommand: '--token-command',
    tokenSecretEnv: '--token-secret-env',
    operatorUrl: '--operator-url',
    operatorTokenEnv: '--operator-token-env',
  } as const;
  for (const [key, name] of Object.entries(names))
    if (options[key as keyof typeof names] !== undefined)
      throw new UsageError(`${name} is for a server, and ${flag} for ${what}: leave one of them out.`);
}

/** How the suite reaches the testee. Throws {@link UsageError}. */
export function wayToTestee({ command, words, options }: TesteeArguments, what = 'client'): TesteeSetup {
  const { listen, advertise, wait, subprotocol } = options;
  if (words.length > 0) throw strayWords(words, 'testee');
  if (command === undefined && listen === undefined)
    throw new UsageError(`No ${what} is given: write "--" and the command of its testee, or --listen HOST:PORT.`);
  if (command !== undefined && isBlank(command[0] ?? ''))
    throw new UsageError('Nothing stands after "--": give the command that starts your testee.');
  if (listen === undefined && (advertise !== undefined || wait !== undefined))
    throw new UsageError('--advertise and --wait are for a testee that dials back: give --listen HOST:PORT too.');
  const dialling = listen && {
    ...listen,
    advertise,
    waitMs: wait === undefined ? WAIT_MS : wait * 1_000,
    // Standard output may be a document.
    announce: (url: string) => void print(`Waiting for a testee to open ${url}\n`, process.stderr),
  };
  return { command, dialling, subprotocol: subprotocol && subprotocols[subprotocol] };
}

/** The options of a testee as they stand on the command line, so that a replay repeats them. */
export function testeeName(command: readonly string[] | undefined, options: TesteeOptions): string {
  const { listen, advertise, wait } = options;
  const words = [
    ...(listen === undefined ? [] : ['--listen', `${listen.host}:${listen.port}`]),
    ...(advertise === undefined ? [] : ['--advertise', advertise]),
    ...(wait === undefined ? [] : ['--wait', String(wait)]),
    ...(command === undefined ? [] : ['--', ...command]),
  ];
  return quote(words);
}

/** A name, or an address with or without brackets: what stands between the slashes and the port of a URL. */
function hostName(text: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1');
  const base = `ws://${host.includes(':') ? `[${host}]` : host}:1/`;
  if (!/[\s/@?#]/.test(host) && URL.canParse(base)) return host;
  throw new InvalidArgumentError('Give the name or the address of a host, such as 10.0.2.2.');
}

function hostAndPort(text: string): HostAndPort {
  const [, host = '', digits = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (host !== '' && digits !== '' && port <= LAST_PORT) return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
  throw new InvalidArgumentError('Give a host and a port, such as 0.0.0.0:9000.');
}
