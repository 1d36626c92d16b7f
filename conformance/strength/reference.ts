/** Our own server as a process of its own, so that it is tested like any other. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fromSecret, spawnNative } from '../sut/native/index.js';
import type { SystemUnderTest } from '../sut/system.js';

interface Wanted {
  /** What stands behind `adjourn serve`. */
  readonly args?: readonly string[];
  /** How long the first Joined may take, in milliseconds. */
  readonly withinMs?: number | undefined;
}

const cli = fileURLToPath(new URL('../cli/main.js', import.meta.url));

const SECRET_BYTES = 32;
const secret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** Starts it with access tokens and an operator, whose secrets nobody else has. */
export function openReference({ args = [], withinMs }: Wanted = {}): Promise<SystemUnderTest> {
  const env = { ADJOURN_TOKEN_SECRET: secret(), ADJOURN_OPERATOR_TOKEN: secret() };
  const named = ['--token-secret-env', 'ADJOURN_TOKEN_SECRET', '--operator-token-env', 'ADJOURN_OPERATOR_TOKEN'];
  return spawnNative({
    command: [process.execPath, cli, 'serve', ...named, ...args],
    env,
    tokens: fromSecret(env.ADJOURN_TOKEN_SECRET),
    operator: { token: env.ADJOURN_OPERATOR_TOKEN },
    withinMs,
  });
}
