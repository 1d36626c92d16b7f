/** Checks a target before its first run. */
import { examineClient } from '../runner/doctor/client.js';
import type { Diagnosis } from '../runner/doctor/finding.js';
import { examine, PATIENCE_MS } from '../runner/doctor/index.js';
import { examineSystem } from '../runner/doctor/system.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';
import { openClient, openServer, openSystem } from './open.js';
import type { Testable } from './targets.js';

/**
 * Says within ten seconds what a run would stumble over; of a target that cannot be opened, that is the only finding.
 *
 * @example
 * ```ts
 * import { doctor } from 'adjourn/suite';
 *
 * const { runs, findings } = await doctor({ server: { url: 'ws://127.0.0.1:8080' } });
 * for (const { mark, found, advice } of findings) console.log(mark, found, advice);
 * console.log(runs ? 'a run makes sense' : 'a run makes no sense yet');
 * ```
 */
export async function doctor(target: Exclude<Testable, { readonly pair: unknown }>): Promise<Diagnosis> {
  try {
    if ('server' in target) return await examined(await openServer(target.server, PATIENCE_MS), examine);
    if ('client' in target) return await examined(await openClient(target.client, PATIENCE_MS), examineClient);
    return await examined(await openSystem(target.system), examineSystem);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { findings: [{ mark: 'bad', found: error.found, advice: error.advice }], runs: false };
  }
}

const examined = <System extends SystemUnderTest>(
  system: System,
  look: (system: System) => Promise<Diagnosis>,
): Promise<Diagnosis> => look(system).finally(() => system.stop());
