/** Options that several commands take, and how their values are read. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { SUBPROTOCOL, TEXT_SUBPROTOCOL } from '../sut/native/index.js';
import { reporters } from './run/judging.js';

export { wholeNumber } from '../strength/whole-number.js';

export const urlOption = () => new Option('--url <url>', 'test the server that listens there').argParser(webSocketUrl);

export const adapterOption = () =>
  new Option('--adapter <name>', 'test a foreign system through its adapter: its name, or the path of a module');

/** How the suite gets into a server that asks for tokens, and reaches its operator's service. */
export interface AccessOptions {
  readonly tokenCommand?: string;
  readonly operatorUrl?: string;
  readonly operatorTokenEnv?: string;
  readonly subprotocol?: keyof typeof subprotocols;
}

/** The subprotocols, by the names that they have here. */
export const subprotocols = { proto: SUBPROTOCOL, json: TEXT_SUBPROTOCOL } as const;

export const subprotocolOption = (what: string): Option =>
  new Option('--subprotocol <name>', what).choices(Object.keys(subprotocols));

export const withAccessOptions = (command: Command): Command =>
  command
    .option(
      '--token-command <command>',
      'prints an access token for what it finds in ROOM, PARTICIPANT, ROLE, EXPIRES_IN',
    )
    .addOption(
      new Option('--operator-url <url>', "where the RoomService is, if not on the server's own port").argParser(
        httpUrl,
      ),
    )
    .option('--operator-token-env <name>', "the environment variable with the operator's bearer token")
    .addOption(subprotocolOption('in which form the suite speaks, to a client where it asks for both'));

export const reporterOption = () =>
  new Option('--reporter <name>', 'how the outcome is written').choices(reporters).default('default');

export const debugOption = () =>
  new Option('--debug', 'time nothing: the target may sit in a debugger, and is waited for as long as it takes');

/** The help that commands with a target share. */
export const TARGET_HELP = `
Target:
  --url ws://HOST:PORT  a server that is running
  -- COMMAND            a command that starts a server on the port in $PORT
  neither               our own reference server`;

/** Collects the values of an option that may be given several times. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give the address of an HTTP service, such as http://127.0.0.1:8080.');
}

function webSocketUrl(text: string): string {
  if (text.includes('#'))
    throw new InvalidArgumentError('The address of a WebSocket has no "#": leave out what begins there.');
  if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give the address of a WebSocket, such as ws://127.0.0.1:8080.');
}
