/** The testee of Colyseus's server and its SDK together: everybody is told what the SDK and the room say. */
import { runTestee } from './kit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { startServer } from './server.mjs';
import { openWorld } from './world.mjs';

const options = readOptions();
/** @type {{ address: string, stop(): void } | undefined} */
let server;

await runTestee({
  async ready() {
    server = await startServer(options);
    return readyOf(options, server.address);
  },
  world: (open, tell) => openWorld(open, tell, server?.address ?? ''),
  stop: () => server?.stop(),
});
