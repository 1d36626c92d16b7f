/** A proxy in front of the server that makes it wrong in one way: to see that the suite notices, and by which clause. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { DisconnectReason, SignalResponse, ParticipantInfo_State as State } from '@livekit/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import { operatorToken } from './tokens.mjs';

/**
 * What becomes of an update that the server sends: the updates that its client gets in place of it.
 * @typedef {(update: import('@livekit/protocol').ParticipantUpdate) => void} Edit
 */

const isRemoval = (/** @type {import('@livekit/protocol').ParticipantInfo} */ one) =>
  one.state === State.DISCONNECTED && one.disconnectReason === DisconnectReason.PARTICIPANT_REMOVED;

const returned = (/** @type {import('@livekit/protocol').ParticipantInfo} */ one) => {
  const there = one.clone();
  there.state = State.ACTIVE;
  return there;
};

/** @type {Readonly<Record<string, Edit>>} */
const edits = {
  // Nobody is told of a removal but the one who is removed.
  drop(update) {
    update.participants = update.participants.filter((one) => !isRemoval(one));
  },
  // Every departure is told twice.
  double(update) {
    update.participants = update.participants.flatMap((one) => (one.state === State.DISCONNECTED ? [one, one] : [one]));
  },
  // Everybody who has left comes back, and leaves again: an SDK passes over a departure of one who is not there.
  back(update) {
    update.participants = update.participants.flatMap((one) =>
      one.state === State.DISCONNECTED ? [one, returned(one), one] : [one],
    );
  },
  // The others are told that somebody who was removed has left.
  'other-reason'(update) {
    for (const one of update.participants) if (isRemoval(one)) one.disconnectReason = DisconnectReason.CLIENT_INITIATED;
  },
};

/**
 * Starts the proxy.
 * @param {string} plant One of the faults of `options.mjs`.
 * @param {string} upstream Host and port of the server.
 * @returns {Promise<{ address: string, stop(): void }>}
 */
export async function plantFault(plant, upstream) {
  const http = createServer((request, response) => {
    forward(request, upstream, plant === 'everyone-host').then(
      ({ status, text }) => response.writeHead(status).end(text),
      (error) => response.writeHead(502).end(String(error)),
    );
  });
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (near) => join(near, `ws://${upstream}${request.url}`, edits[plant]));
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (http.address());
  return { address: `127.0.0.1:${port}`, stop: () => http.close() };
}

/** Joins both ends. @param {WebSocket} near @param {string} url @param {Edit | undefined} edit */
function join(near, url, edit) {
  const far = new WebSocket(url);
  const opened = once(far, 'open');
  opened.catch(() => near.terminate());
  near.on('message', (frame, binary) =>
    opened.then(
      () => far.send(frame, { binary }),
      () => {},
    ),
  );
  far.on('message', (frame, binary) =>
    near.send(edit && binary ? edited(/** @type {Buffer} */ (frame), edit) : frame, { binary }),
  );
  near.on('close', (code) =>
    opened.then(
      () => end(far, code),
      () => {},
    ),
  );
  far.on('close', (code) => end(near, code));
  for (const socket of [near, far]) socket.on('error', () => socket.terminate());
}

/** @param {Buffer} frame @param {Edit} edit */
function edited(frame, edit) {
  const response = SignalResponse.fromBinary(new Uint8Array(frame));
  if (response.message.case !== 'update') return frame;
  edit(response.message.value);
  return response.toBinary();
}

/** A loss is passed on as a loss. @param {WebSocket} socket @param {number} code */
function end(socket, code) {
  if (code === 1000) socket.close(code);
  else socket.terminate();
}

/** @param {import('node:http').IncomingMessage} request @param {string} upstream @param {boolean} everyoneHost */
async function forward(request, upstream, everyoneHost) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const given = request.headers.authorization;
  const { room } = body === '' ? { room: '' } : JSON.parse(body);
  const authorization = everyoneHost && given ? `Bearer ${operatorToken(room, 'right')}` : given;
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) };
  const method = request.method ?? 'GET';
  const answer = await fetch(`http://${upstream}${request.url}`, {
    method,
    headers,
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}
