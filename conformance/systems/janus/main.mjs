/** The testee of Janus's videoroom plugin: JSON over WebSocket, no media, and nothing of a vendor's between the server and what is told. */
import { BackEnd } from './back-end.mjs';
import { runTestee } from './kit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { startServer } from './server.mjs';
import { openWorld } from './world.mjs';

const options = readOptions();
/** @type {import('./server.mjs').Server | undefined} */
let server;
/** @type {{ address: string, backEnd: BackEnd }} */
let system;

await runTestee({
  async ready() {
    server = await startServer(options.reclaim);
    system = { address: server.janus, backEnd: await BackEnd.connect(server.admin) };
    return readyOf({ version: await system.backEnd.version(), upstream: system.address }, options);
  },
  world: (open, tell) => openWorld(open, tell, system),
  stop: () => server?.stop(),
});
