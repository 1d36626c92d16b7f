/** The testee of LiveKit's server, by its signalling alone: no media, and nothing of the vendor's between the server and what is told. */
import { runTestee } from './kit.mjs';
import { startLiveKit } from './livekit.mjs';
import { readOptions } from './options.mjs';
import { readyOf } from './profile.mjs';
import { enterBySignalling } from './signal.mjs';
import { openWorld } from './world.mjs';

/** Up to protocol 11 the others are told that somebody was replaced. */
const options = readOptions({ protocol: 11 });
/** @type {{ address: string, stop(): void } | undefined} */
let system;

await runTestee({
  async ready() {
    system = await startLiveKit(options.plant);
    return readyOf(`signalling protocol ${options.protocol}`, options, {
      upstream: system.address,
      unsupported: [],
    });
  },
  world: (open, tell) => openWorld(open, tell, { address: system?.address ?? '', options, enter: enterBySignalling }),
  stop: () => system?.stop(),
});
