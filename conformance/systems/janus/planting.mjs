/** A proxy in front of Janus that makes it wrong in one way: to see that the suite notices, and by which clause. */
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { secretOf } from './back-end.mjs';

/** What becomes of a message: the messages that are passed on in its place. @typedef {(message: Message) => Message[]} Edit */
/** @typedef {import('./connection.mjs').Message} Message */

const asItIs = (/** @type {Message} */ message) => [message];

/** What Janus tells its clients. @type {Readonly<Record<string, Edit>>} */
const news = {
  // Nobody is told of a removal but the one who is removed.
  drop: (message) => (newsIn(message).kicked === undefined ? [message] : []),
  // Every departure is told twice to those who stay.
  double(message) {
    const { leaving, kicked } = newsIn(message);
    return (leaving ?? 'ok') === 'ok' && kicked === undefined ? [message] : [message, message];
  },
  // The others are told that somebody who was removed has left.
  'other-reason'(message) {
    const { plugindata } = message;
    const { kicked, ...others } = newsIn(message);
    if (kicked === undefined) return [message];
    return [{ ...message, plugindata: { ...plugindata, data: { ...others, leaving: kicked } } }];
  },
};

/** What clients ask Janus for. @type {Readonly<Record<string, Edit>>} */
const requests = {
  // Everybody knows the secret.
  'everyone-host'(message) {
    const { body } = message;
    if (!['kick', 'destroy'].includes(body?.request)) return [message];
    return [{ ...message, body: { ...body, secret: secretOf(body.room) } }];
  },
};

/** @param {Message} message @returns {Message} */
const newsIn = ({ plugindata }) => plugindata?.data ?? {};

/**
 * Starts the proxy.
 * @param {string} plant One of the faults of `options.mjs`.
 * @param {string} upstream Host and port of Janus.
 * @returns {Promise<{ address: string, stop(): void }>}
 */
export async function plantFault(plant, upstream) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const { [plant]: onWayBack = asItIs } = news;
  const { [plant]: onWayThere = asItIs } = requests;
  server.on('connection', (near) => {
    const far = new WebSocket(`ws://${upstream}`, 'janus-protocol');
    const opened = once(far, 'open');
    opened.catch(() => near.terminate());
    near.on('message', (frame) =>
      opened.then(
        () => pass(frame, far, onWayThere),
        () => {},
      ),
    );
    far.on('message', (frame) => pass(frame, near, onWayBack));
    endTogether(near, far);
  });
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `127.0.0.1:${port}`, stop: () => server.close() };
}

/** @param {import('ws').RawData} frame @param {WebSocket} to @param {Edit} edit */
function pass(frame, to, edit) {
  for (const message of edit(JSON.parse(String(frame)))) to.send(JSON.stringify(message));
}

/** A loss on one side is a loss on the other. @param {WebSocket} near @param {WebSocket} far */
function endTogether(near, far) {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ]) {
    one?.on('error', () => one.terminate());
    one?.on('close', () => other?.terminate());
  }
}
