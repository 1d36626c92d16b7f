/** Bad HTTP, against the operator's service. */
import { Agent, request } from 'node:http';
import type { Random } from '../load/random.js';
import { oddName } from './messages.js';

const METHODS = [
  'POST',
  'POST',
  'POST',
  'POST',
  'GET',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'HEAD',
  'PROPFIND',
] as const;
const CALLS = ['EndMeeting', 'CloseRoom', 'RemoveParticipant', 'StopMediaRelay'] as const;
const TYPES = [
  'application/json',
  'application/proto',
  'application/json; charset=utf-7',
  'application/connect+json',
  'application/grpc',
  'application/grpc-web+proto',
  'text/plain',
  'multipart/form-data',
  '',
] as const;
const ENCODINGS = ['identity', 'identity', 'gzip', 'br', 'deflate', 'nonsense'] as const;
const HUGE_BYTES = 1_000_000;
const MOST_BYTES = 2_000;
const PATIENCE_MS = 10_000;
const INTERNAL_ERROR = 500;

/** The operator's service. */
export interface HttpTarget {
  readonly port: number;
  readonly operatorToken: string;
  /** Rooms that may be ended. */
  readonly rooms: readonly string[];
}

interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

function body(random: Random, rooms: readonly string[]): Buffer {
  const roomId = random.pick(rooms);
  const texts = [
    JSON.stringify({ roomId, sessionId: oddName(random) }),
    JSON.stringify({ roomId, participationId: oddName(random), participationIds: [oddName(random), 7] }),
    `{"roomId":"${roomId}"`,
    JSON.stringify({ roomId: { $ne: null }, __proto__: 1, more: [[[[]]]] }),
    '['.repeat(20_000),
    'null',
    '',
  ];
  if (random.oneIn(20)) return random.bytes(HUGE_BYTES);
  return random.oneIn(3) ? random.bytes(random.below(MOST_BYTES)) : Buffer.from(random.pick(texts));
}

/** A request that is wrong in its method, path, headers or body, mostly. */
export function badRequest(random: Random, { operatorToken, rooms }: Omit<HttpTarget, 'port'>): BadRequest {
  const service = random.oneIn(10) ? `adjourn.v${random.below(9)}.RoomService` : 'adjourn.v1.RoomService';
  const call = random.oneIn(10) ? encodeURIComponent(oddName(random).slice(0, MOST_BYTES)) : random.pick(CALLS);
  const authorization = [`Bearer ${operatorToken}`, `Bearer ${operatorToken}x`, 'Bearer', `Basic ${operatorToken}`, ''];
  const headers = {
    'content-type': random.pick(TYPES),
    'content-encoding': random.pick(ENCODINGS),
    'connect-protocol-version': random.pick(['1', '1', '2', '']),
    'connect-timeout-ms': random.pick(['1000', '1000', '-1', 'soon', '99999999999999']),
    authorization: random.oneIn(2) ? (authorization[0] as string) : random.pick(authorization),
  };
  return { method: random.pick(METHODS), path: `/${service}/${call}`, headers, body: body(random, rooms) };
}

/** How a request was answered: its status, or what became of it instead. */
export type HttpAnswer = number | 'reset' | 'unparsable' | 'no answer';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** A server may hang up on a body that it does not want to read. */
export function send(port: number, { method, path, headers, body }: BadRequest): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent, timeout: PATIENCE_MS };
    const call = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      response.on('close', () => resolve(answerOf(response.statusCode ?? 0, text)));
    });
    call.on('error', () => resolve('reset'));
    call.on('timeout', () => {
      resolve('no answer');
      call.destroy();
    });
    call.end(body);
  });
}

/**
 * What the library says of a body that it cannot unpack or parse, as if that were the server's own fault: a wrong
 * word, and no fault.
 */
const UNPARSABLE = /parse binary|decompression failed/;

const answerOf = (status: number, text: string): HttpAnswer =>
  status === INTERNAL_ERROR && UNPARSABLE.test(text) ? 'unparsable' : status;

/** Whether no server may answer so. */
export const isWrong = (answer: HttpAnswer): boolean => answer === 'no answer' || answer === INTERNAL_ERROR;
