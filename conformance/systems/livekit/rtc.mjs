/** The testee of LiveKit's server and its SDK for Node together: everybody has media, and is told what the SDK's events say. */
import { runTestee } from './kit.mjs';
import { startLiveKit } from './livekit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { dispose, enterBySdk, SDK_VERSION } from './sdk.mjs';
import { openWorld } from './world.mjs';

/** The SDK says itself which protocol it speaks. */
const options = readOptions({ protocol: 0 });
/** @type {{ address: string, stop(): void } | undefined} */
let system;

await runTestee({
  async ready() {
    system = await startLiveKit(options.plant);
    // Signalling that is cut comes back within a second while media flow; media cannot be cut from here.
    const unsupported = ['cut', 'freeze', 'heal', 'delay'];
    return readyOf(`@livekit/rtc-node ${SDK_VERSION}`, options, { upstream: '', unsupported });
  },
  world: (open, tell) => openWorld(open, tell, { address: system?.address ?? '', options, enter: enterBySdk }),
  async stop() {
    system?.stop();
    await dispose();
  },
});
