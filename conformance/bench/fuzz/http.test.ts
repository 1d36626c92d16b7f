import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Random } from '../load/random.js';
import { badRequest, type HttpAnswer, isWrong, send } from './http.js';

const target = { operatorToken: 'secret', rooms: ['blue'] };
const many = Array.from({ length: 2_000 }, (_, seed) => badRequest(new Random(seed), target));

test('bad requests are of all sorts: right and wrong tokens, methods, types, huge bodies', () => {
  const authorizations = new Set(many.map(({ headers }) => headers.authorization));
  expect(authorizations).toContain('Bearer secret');
  expect(authorizations.size).toBeGreaterThan(3);
  expect(new Set(many.map(({ method }) => method)).size).toBeGreaterThan(5);
  expect(new Set(many.map(({ headers }) => headers['content-type'])).size).toBeGreaterThan(5);
  expect(many.some(({ body }) => body.length > 500_000)).toBe(true);
});

async function answered(status: number, text: string): Promise<HttpAnswer> {
  const server = createServer((_, response) => response.writeHead(status).end(text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await send(port, { method: 'POST', path: '/', headers: {}, body: Buffer.alloc(3) });
  server.close();
  server.closeAllConnections();
  return answer;
}

test('an internal error is wrong, a refusal is not', async () => {
  expect(isWrong(await answered(500, '{"code":"internal","message":"internal error"}'))).toBe(true);
  expect(isWrong(await answered(400, '{"code":"invalid_argument"}'))).toBe(false);
});

test.each(['parse binary: premature EOF', 'decompression failed'])(
  'a body that cannot be read is no fault of the server, whatever the library calls it: %s',
  async (message) => {
    const answer = await answered(500, JSON.stringify({ code: 'internal', message }));
    expect(answer).toBe('unparsable');
    expect(isWrong(answer)).toBe(false);
  },
);
