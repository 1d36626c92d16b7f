/** The testee of Janus's videoroom plugin: JSON over WebSocket, no media, and nothing of a vendor's between the server and what is told. */
import { BackEnd } from './back-end.mjs';
import { runTestee } from './kit.mjs';
import { readOptions } from './options.mjs';
import { plantFault } from './planting.mjs';
import { readyOf } from './profile.mjs';
import { startServer } from './server.mjs';
import { openWorld } from './world.mjs';

const options = readOptions();
/** What was started, and is to be stopped. @type {{ stop(): void }[]} */
const started = [];
/** @type {{ address: string, backEnd: BackEnd, pipelined: boolean }} */
let system;

await runTestee({
  async ready() {
    const server = await startServer(options.reclaim);
    started.push(server);
    const address = options.plant === undefined ? server.janus : await planted(options.plant, server.janus);
    system = { address, backEnd: await BackEnd.connect(server.admin), pipelined: options.pipelined };
    return readyOf({ version: await system.backEnd.version(), upstream: address }, options);
  },
  world: (open, tell) => openWorld(open, tell, system),
  stop() {
    for (const one of started) one.stop();
  },
});

/** The address of a proxy with a fault. @param {string} plant @param {string} upstream */
async function planted(plant, upstream) {
  const proxy = await plantFault(plant, upstream);
  started.push(proxy);
  return proxy.address;
}
