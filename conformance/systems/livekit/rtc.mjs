/** The testee of LiveKit's server and its SDK for Node together: everybody has media, and is told what the SDK's events say. */
import { createRequire } from 'node:module';
import { Children } from './children.mjs';
import { runTestee } from './kit.mjs';
import { startLiveKit } from './livekit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { openWorld } from './world.mjs';

const SDK_VERSION = createRequire(import.meta.url)('./package.json').dependencies['@livekit/rtc-node'];

/** The SDK says itself which protocol it speaks. */
const options = readOptions({ protocol: 0 });
/** @type {{ address: string, stop(): void } | undefined} */
let system;
const children = new Children();

await runTestee({
  async ready() {
    system = await startLiveKit(options.plant);
    // Signalling that is cut comes back within a second while media flow; media cannot be cut from here.
    const unsupported = ['cut', 'freeze', 'heal', 'delay'];
    return readyOf(`@livekit/rtc-node ${SDK_VERSION}`, options, { upstream: '', unsupported });
  },
  world(open, tell) {
    const enter = (/** @type {import('./stay.mjs').Entrance} */ entrance) => children.enter(open.world, entrance);
    children.open(open.world);
    const { calls, close } = openWorld(open, tell, { address: system?.address ?? '', options, enter });
    return {
      calls,
      close() {
        close?.();
        children.close(open.world);
      },
    };
  },
  async stop() {
    system?.stop();
    children.stop();
  },
});
