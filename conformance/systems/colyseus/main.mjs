/** The testee of Colyseus's server and its SDK together: everybody is told what the SDK and the room say. */
import { runTestee } from './kit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { startServer } from './server.mjs';
import { openWorld } from './world.mjs';

const options = readOptions();
/** @type {import('./server.mjs').Server | undefined} */
let server;

/** No world is opened before it is ready. */
function running() {
  if (!server) throw new Error('the server has not been started');
  return server;
}

await runTestee({
  async ready() {
    server = await startServer(options);
    return readyOf(options, server.address);
  },
  world: (open, tell) => openWorld(open, tell, running()),
  stop: () => server?.stop(),
});
