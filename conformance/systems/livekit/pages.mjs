/** The page's way here: its files over HTTP, and a WebSocket that each of its frames dials back by. All on one port of loopback. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

const require = createRequire(import.meta.url);
const FOLDER = fileURLToPath(new URL('page/', import.meta.url));
/** The vendor's own bundle, as it is published. */
const BUNDLE = join(require.resolve('livekit-client'), '../livekit-client.esm.mjs');
const types = { '.html': 'text/html', '.mjs': 'text/javascript' };

/** All that there is: the page, the frame of a world, their scripts. */
const files = new Map([
  ...['index.html', 'index.mjs', 'world.html', 'world.mjs', 'stay.mjs'].map(
    (name) => /** @type {const} */ ([`/${name}`, join(FOLDER, name)]),
  ),
  ['/livekit-client.mjs', BUNDLE],
]);

/**
 * @typedef {import('ws').WebSocket} Line The way to one frame.
 */

/**
 * Serves the page, and takes what dials back.
 * @param {(path: string, line: Line) => void} dialled
 * @returns {Promise<{ address: string, stop(): void }>}
 */
export async function servePages(dialled) {
  const http = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://page').pathname, response).catch(() => response.writeHead(500).end());
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (line, request) => {
    // Each stay of a world listens to the line of its frame.
    line.setMaxListeners(0);
    dialled(decodeURIComponent(request.url ?? ''), line);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (http.address());
  return {
    address: `127.0.0.1:${port}`,
    stop() {
      for (const line of sockets.clients) line.terminate();
      http.close();
      http.closeAllConnections();
    },
  };
}

/** @param {string} path @param {import('node:http').ServerResponse} response */
async function answer(path, response) {
  const file = files.get(path);
  if (file === undefined) return response.writeHead(404).end();
  // The bundle is the same for every frame: once read and compiled it serves them all.
  const headers = { 'content-type': types[extname(file)], 'cache-control': 'max-age=3600' };
  return response.writeHead(200, headers).end(await readFile(file));
}
