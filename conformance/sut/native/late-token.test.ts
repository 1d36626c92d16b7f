import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { host, join } from '../../exchange/scenario.js';
import { serve } from '../../reference/server/index.js';
import { Stage } from './stage.test.helper.js';
import { fromSecret } from './tokens.js';

const SECRET = 'a secret that is as long as it has to be';
/** More than an answer may take, and no time of the server's. */
const TOKEN_MS = 1_500;
const ANSWER_MS = 1_000;

test('a token command that takes its time leaves the server as long for its answer as ever', async () => {
  const server = await serve({ port: 0, tokenSecret: SECRET });
  const sign = fromSecret(SECRET);
  const tokens = async (claims: Parameters<typeof sign>[0]): Promise<string> => {
    await delay(TOKEN_MS);
    return sign(claims);
  };
  const stage = new Stage({ url: server.url, tokens }, [host('ann')], ANSWER_MS);
  expect(await stage.act(join('ann'))).toEqual({ kind: 'done' });
  expect(stage.records.map(({ kind }) => kind)).toEqual(['sent', 'seen']);
  await stage.bench.close();
  await server.stop();
});
