/** Our own server as a process of its own, so that it is tested like any other. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Subprotocol } from '../sut/native/index.js';
import { type NativeSystem, spawnNative } from '../sut/native/index.js';
import { fromSecret } from '../sut/native/tokens.js';
import type { SystemUnderTest } from '../sut/system.js';
import { openTestee } from '../sut/testee/index.js';

interface Wanted {
  /** What stands behind `adjourn serve`. */
  readonly args?: readonly string[];
  /** How long the first Joined may take, in milliseconds. */
  readonly withinMs?: number | undefined;
  /** In which the suite speaks to it. */
  readonly subprotocol?: Subprotocol | undefined;
}

const cli = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** How often Heartbeat is sent: long enough for a busy machine to answer in time, and short enough to wait for. */
const HEARTBEAT_MS = 500;

const SECRET_BYTES = 32;
const secret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Starts it with access tokens and an operator, whose secrets nobody else has. */
export function openReference({ args = [], withinMs, subprotocol }: Wanted = {}): Promise<NativeSystem> {
  const env = { ADJOURN_TOKEN_SECRET: secret(), ADJOURN_OPERATOR_TOKEN: secret() };
  const named = ['--token-secret-env', 'ADJOURN_TOKEN_SECRET', '--operator-token-env', 'ADJOURN_OPERATOR_TOKEN'];
  return spawnNative({
    command: [process.execPath, cli, 'serve', ...named, '--heartbeat', String(HEARTBEAT_MS), ...args],
    env,
    tokens: fromSecret(env.ADJOURN_TOKEN_SECRET),
    operator: { token: env.ADJOURN_OPERATOR_TOKEN },
    withinMs,
    subprotocol,
  });
}

const testee = fileURLToPath(new URL('client-testee.js', import.meta.url));

/** Our own client, in its testee; with a fault, or different in what the text leaves open, where `args` name it. */
export const openReferenceClient = (...args: readonly string[]): Promise<SystemUnderTest> =>
  openTestee({ command: [process.execPath, testee, ...args] });
