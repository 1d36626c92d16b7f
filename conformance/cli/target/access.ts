/** Options of access: the tokens of a server, the service of its operator, and the subprotocol that is spoken. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { quote } from '../../report/text.js';
import type { NativeAccess } from '../../sut/native/index.js';
import { SUBPROTOCOL, TEXT_SUBPROTOCOL } from '../../sut/native/index.js';
import { fromCommand, fromSecret, type TokenSource } from '../../sut/native/tokens.js';
import { bearerFrom, fromEnvironment, isBlank, UsageError } from '../usage.js';

/** The subprotocols, by their names on the command line. */
export const subprotocols = { proto: SUBPROTOCOL, json: TEXT_SUBPROTOCOL } as const;

/** The values of {@link withAccessOptions}. */
export interface AccessOptions {
  readonly tokenCommand?: string;
  readonly tokenSecretEnv?: string;
  readonly operatorUrl?: string;
  readonly operatorTokenEnv?: string;
  readonly subprotocol?: keyof typeof subprotocols;
}

/** `--subprotocol`; `about` is its text in the help. */
export const subprotocolOption = (about: string): Option =>
  new Option('--subprotocol <name>', about).choices(Object.keys(subprotocols));

/** Adds the options of access to a command that tests a server. */
export const withAccessOptions = (command: Command): Command =>
  command
    .option('--token-command <command>', 'prints an access token for $ROOM, $PARTICIPANT, $ROLE and $EXPIRES_IN')
    .option('--token-secret-env <name>', 'environment variable with the secret of the access tokens (HS256)')
    .addOption(
      new Option('--operator-url <url>', "address of the RoomService, if not on the server's own port").argParser(
        httpUrl,
      ),
    )
    .option('--operator-token-env <name>', "environment variable with the operator's bearer token")
    .addOption(subprotocolOption('subprotocol that the suite uses; with a client that offers both, the one it picks'));

/**
 * How to get in, and the same as it stands on the command line, so that a replay repeats it. Throws {@link UsageError}.
 */
export function accessOf(options: AccessOptions): { readonly name: string; readonly access: NativeAccess } {
  const { tokenCommand, tokenSecretEnv, operatorUrl, operatorTokenEnv, subprotocol } = options;
  if (operatorUrl !== undefined && operatorTokenEnv === undefined)
    throw new UsageError(
      "The operator's service asks for a bearer token: name its variable with --operator-token-env.",
    );
  if (tokenCommand !== undefined && isBlank(tokenCommand))
    throw new UsageError('--token-command is empty: give a shell command that prints a token.');
  if (tokenCommand !== undefined && tokenSecretEnv !== undefined)
    throw new UsageError('--token-command and --token-secret-env both give access tokens: leave one of them out.');
  const words = [
    ...(tokenSecretEnv === undefined ? [] : ['--token-secret-env', tokenSecretEnv]),
    ...(tokenCommand === undefined ? [] : ['--token-command', tokenCommand]),
    ...(operatorUrl === undefined ? [] : ['--operator-url', operatorUrl]),
    ...(operatorTokenEnv === undefined ? [] : ['--operator-token-env', operatorTokenEnv]),
    ...(subprotocol === undefined ? [] : ['--subprotocol', subprotocol]),
  ];
  const operator =
    operatorTokenEnv === undefined ? undefined : { url: operatorUrl, token: bearerFrom(operatorTokenEnv) };
  const tokens = tokensOf(options);
  return { name: quote(words), access: { tokens, operator, subprotocol: subprotocol && subprotocols[subprotocol] } };
}

function tokensOf({ tokenCommand, tokenSecretEnv }: AccessOptions): TokenSource | undefined {
  if (tokenSecretEnv !== undefined) return fromSecret(fromEnvironment(tokenSecretEnv));
  return tokenCommand === undefined ? undefined : fromCommand(tokenCommand, sayThatItIsSlow);
}

function sayThatItIsSlow(ms: number): void {
  const seconds = (ms / 1_000).toFixed(1);
  console.error(
    `The token command takes its time, ${seconds} s for a token: the run waits for it, and the server is not blamed.`,
  );
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give the address of an HTTP service, such as http://127.0.0.1:8080.');
}
