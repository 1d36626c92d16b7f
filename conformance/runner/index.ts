/** What other rooms use of the runner most. */
export { examineClient } from './doctor/client.js';
export type { Diagnosis, Finding } from './doctor/finding.js';
export { examine, PATIENCE_MS } from './doctor/index.js';
export { tryFolder, writeWhole } from './folder.js';
export type { RunEvent, RunOptions } from './options.js';
export { play } from './play/play.js';
export type { Watch } from './play/played.js';
export { runSuite } from './run/index.js';
export { type ReplayOptions, replayFile } from './run/replay.js';
export { matchesGlob, select } from './run/select.js';
export { suiteVersion } from './run/sum-up.js';
export { replayUnreached, suiteUnreached } from './run/unreached.js';
export { load } from './save.js';
export { isSteady } from './shrink/shrink-failure.js';
