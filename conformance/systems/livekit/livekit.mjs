/** The server, with or without a proxy in front of it that plants a fault. */
import { plantFault } from './planting.mjs';
import { startServer } from './server.mjs';

/** @param {string | undefined} plant */
export async function startLiveKit(plant) {
  const server = await startServer();
  if (plant === undefined) return server;
  const proxy = await plantFault(plant, server.address);
  return {
    address: proxy.address,
    stop() {
      proxy.stop();
      server.stop();
    },
  };
}
