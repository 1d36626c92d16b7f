/** The name of a target: as its options stand on the command line, so that the line under a failure replays it. */
import { FROM_A_PROGRAM } from '../exchange/names.js';
import { quote } from '../report/text.js';
import type { DialBack, ForeignTarget, ServerTarget, Testable, TesteeTarget } from './targets.js';

/** {@link FROM_A_PROGRAM} where the command line cannot say it: a server that a function starts, tokens of a function, a secret. */
export function nameOfTarget(target: Testable): string {
  const words = wordsOf(target);
  return words === undefined ? FROM_A_PROGRAM : quote(words);
}

function wordsOf(target: Testable): string[] | undefined {
  if ('server' in target) return serverWords(target.server);
  if ('client' in target) return ['--client', ...testeeWords(target.client)];
  if ('system' in target) return ['--system', ...systemWords(target.system)];
  const { client, server } = target.pair;
  const words = 'url' in server ? serverWords(server) : undefined;
  return words && ['--pair', ...words, ...testeeWords(client)];
}

function serverWords(target: ServerTarget): string[] | undefined {
  const { tokens, operator, subprotocol } = target;
  if (operator !== undefined || (tokens !== undefined && !('command' in tokens))) return undefined;
  const access = [...(tokens ? ['--token-command', tokens.command] : []), ...subprotocolWords(subprotocol)];
  if ('url' in target) return ['--url', target.url, ...access];
  return 'command' in target && !target.env ? [...access, '--', ...target.command] : undefined;
}

const systemWords = (target: ForeignTarget): string[] => ('name' in target ? [target.name] : testeeWords(target));

function testeeWords(target: TesteeTarget): string[] {
  const { listen, subprotocol } = target;
  const command = 'command' in target ? ['--', ...target.command] : [];
  return [...subprotocolWords(subprotocol), ...(listen ? listenWords(listen) : []), ...command];
}

function listenWords({ host = '127.0.0.1', port = 0, advertise, waitMs }: DialBack): string[] {
  return [
    '--listen',
    `${host}:${port}`,
    ...(advertise === undefined ? [] : ['--advertise', advertise]),
    ...(waitMs === undefined ? [] : ['--wait', String(Math.ceil(waitMs / 1_000))]),
  ];
}

const subprotocolWords = (name: string | undefined): string[] => (name === undefined ? [] : ['--subprotocol', name]);
