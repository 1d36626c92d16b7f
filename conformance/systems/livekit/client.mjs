/** The testee of LiveKit's server and its SDK for browsers together: the page in Chromium dials back, and is told what to do. */
import { createRequire } from 'node:module';
import { startBrowser } from './browser.mjs';
import { runTestee } from './kit.mjs';
import { startLiveKit } from './livekit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { openWorld } from './world.mjs';

const SDK_VERSION = createRequire(import.meta.url)('./package.json').dependencies['livekit-client'];

/** The SDK says itself which protocol it speaks. */
const options = readOptions({ protocol: 0 });
/** @type {{ address: string, stop(): void } | undefined} */
let system;
/** @typedef {Awaited<ReturnType<typeof startBrowser>>} Browser */
/** @type {Promise<Browser> | undefined} */
let starting;
/** @type {Browser | undefined} */
let browser;

await runTestee({
  async ready() {
    system = await startLiveKit(options.plant);
    starting = startBrowser();
    browser = await starting;
    // Signalling that is cut comes back within a second while media flow; media cannot be cut from here.
    const unsupported = ['cut', 'freeze', 'heal', 'delay'];
    return readyOf(`livekit-client ${SDK_VERSION}`, options, { upstream: '', unsupported });
  },
  world(open, tell) {
    const enter = async (/** @type {import('./stay.mjs').Entrance} */ entrance) => browser?.enter(open.world, entrance);
    browser?.open(open.world);
    const { calls, close } = openWorld(open, tell, { address: system?.address ?? '', options, enter });
    return {
      calls,
      close() {
        close?.();
        browser?.close(open.world);
      },
    };
  },
  async stop() {
    system?.stop();
    const started = await starting?.catch(() => undefined);
    await started?.stop();
  },
});
