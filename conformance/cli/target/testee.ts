/** A client under test, as the command line names it. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { quote } from '../../report/index.js';
import { openTestee, WAIT_MS, type Way } from '../../sut/testee/index.js';
import { type AccessOptions, subprotocols, wholeNumber } from '../options.js';
import { print } from '../screen.js';
import { isNothing, strayWords, UsageError } from '../usage.js';
import type { Target } from './server.js';

interface Address {
  readonly host: string;
  readonly port: number;
}

export interface TesteeOptions extends Pick<AccessOptions, 'subprotocol'> {
  readonly listen?: Address;
  readonly advertise?: string;
  /** In seconds. */
  readonly wait?: number;
}

const LAST_PORT = 65_535;
/** The longest time that somebody has to dial, in seconds. */
const LONGEST_WAIT_S = 3_600;

export const withTesteeOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--listen <host:port>', 'wait for the testee to dial back; port 0 for any free one').argParser(
        address,
      ),
    )
    .addOption(
      new Option(
        '--advertise <host>',
        'the host in the addresses that are given away, as an emulator knows this machine',
      ).argParser(hostName),
    )
    .option(
      '--wait <seconds>',
      `how long somebody has to dial (${WAIT_MS / 1_000} if not given)`,
      wholeNumber(1, LONGEST_WAIT_S),
    );

/** The help that commands with a testee share. */
export const TESTEE_HELP = `
Testee:
  -- COMMAND            a command that speaks the testee protocol over its standard input and output
  --listen HOST:PORT    a testee that opens a WebSocket to the address that is printed
  both                  the command is started with that address in $ADJOURN_TESTEE_URL`;

interface Named {
  /** What stands behind `--`. */
  readonly command: readonly string[] | undefined;
  /** Words that no option takes: most likely a command whose `--` was forgotten. */
  readonly words: readonly string[];
  readonly options: TesteeOptions;
}

export function chooseTestee(named: Named): Target {
  const way = chosenWay(named);
  const { subprotocol } = named.options;
  const asked = subprotocol === undefined ? '' : `--subprotocol ${subprotocol} `;
  const name = `--client ${asked}${clientName(named.command, named.options)}`;
  return { name, side: 'client', open: () => openTestee(way) };
}

/** A client is no server: an option for one would be passed over in silence. */
export function noServerOptions(options: AccessOptions & { url?: string; adapter?: string }): void {
  const names = {
    url: '--url',
    adapter: '--adapter',
    tokenCommand: '--token-command',
    operatorUrl: '--operator-url',
    operatorTokenEnv: '--operator-token-env',
  } as const;
  for (const [key, name] of Object.entries(names))
    if (options[key as keyof typeof names] !== undefined)
      throw new UsageError(`${name} is for a server, and --client for a client: leave one of them out.`);
}

/** How the suite gets to the testee. */
export function chosenWay({ command, words, options }: Named): Way {
  const { listen, advertise, wait, subprotocol } = options;
  if (words.length > 0) throw strayWords(words, 'testee');
  if (command === undefined && listen === undefined)
    throw new UsageError('No client is given: write "--" and the command of its testee, or --listen HOST:PORT.');
  if (command !== undefined && isNothing(command[0] ?? ''))
    throw new UsageError('Nothing stands behind "--": give the command that starts your testee.');
  if (listen === undefined && (advertise !== undefined || wait !== undefined))
    throw new UsageError('--advertise and --wait are for a testee that dials back: give --listen HOST:PORT too.');
  const dialling = listen && {
    ...listen,
    advertise,
    waitMs: wait === undefined ? WAIT_MS : wait * 1_000,
    // Whoever reads stdout may read a document.
    announce: (url: string) => void print(`Waiting for a testee to open ${url}\n`, process.stderr),
  };
  return { command, dialling, subprotocol: subprotocol && subprotocols[subprotocol] };
}

/** The options as they stand on the command line, so that a replay repeats them. */
export function clientName(command: readonly string[] | undefined, { listen, advertise, wait }: TesteeOptions): string {
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

function address(text: string): Address {
  const [, host = '', digits = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (host !== '' && digits !== '' && port <= LAST_PORT) return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
  throw new InvalidArgumentError('Give a host and a port, such as 0.0.0.0:9000.');
}
