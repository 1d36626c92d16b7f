// Serves files that are in memory, on this machine alone, as servers of static files do: for the tests.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { NOT_FOUND } from './not-found.mjs';

const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Serves `files`, each by its path below the folder `under`. Resolves to the address of that folder, and a function that ends it. */
export async function serve(files, under = '') {
  const server = createServer(({ url, method }, response) => {
    const path = new URL(url, 'http://localhost').pathname.slice(1);
    const found = path.startsWith(under) ? path.slice(under.length) : undefined;
    const name = files.has(found) ? found : NOT_FOUND;
    response.writeHead(files.has(found) ? 200 : 404, { 'content-type': TYPES[extname(name)] ?? 'text/plain' });
    response.end(method === 'HEAD' ? undefined : files.get(name));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { root: `http://127.0.0.1:${server.address().port}/${under}`, end };
}
