/** Options that several commands take, and how their values are read. */
import { InvalidArgumentError, Option } from 'commander';

export { duration } from '../strength/duration.js';
export { wholeNumber } from '../strength/whole-number.js';
export { reporterOption } from './output/choice.js';

/** `--url`: a server that runs already. */
export const urlOption = () => new Option('--url <url>', 'test a running server').argParser(webSocketUrl);

/** `--system`: a whole system of any make. */
export const systemOption = () =>
  new Option('--system [name]', 'a whole system: its name, or its testee by a command or --listen');

/** `--debug`: for a target that is stopped in a debugger. */
export const debugOption = () => new Option('--debug', 'disable timeouts, for debugging the target');

/** The help that commands with a server as their target share. */
export const TARGET_HELP = `
Target:
  --url ws://HOST:PORT  a running server
  -- COMMAND            a command that starts a server on the port in $PORT
  neither               our own reference server`;

/** Gathers the values of an option that can be repeated. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function webSocketUrl(text: string): string {
  if (text.includes('#'))
    throw new InvalidArgumentError('The address of a WebSocket has no "#": leave out what begins there.');
  if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give the address of a WebSocket, such as ws://127.0.0.1:8080.');
}
