/** Whether the reason arrives: of a departure of somebody else, and of one's own. */
import { join, peer } from '../../../exchange/index.js';
import type { SystemUnderTest } from '../../../sut/system.js';
import { bad, type Finding, good } from '../finding.js';
import { Scene } from './scene.js';

export const reasons = (system: SystemUnderTest): Promise<Finding[]> =>
  Scene.play(system, async (scene) => {
    const removed = { code: 1002, wording: 'own', numbering: 'next' } as const;
    await scene.do(join('ann'), peer({ kind: 'participantLeft', who: 'bob', ...removed }));
    await scene.do(peer({ kind: 'roomLeft', ...removed, code: 1008 }));
    await scene.settle();
    const [left] = scene.told('participantLeft');
    const [gone] = scene.told('roomLeft');
    return [
      verdict('participantLeft', left?.reason?.code, 1002, left !== undefined),
      verdict('roomLeft', gone?.reason?.code, 1008, gone !== undefined),
    ];
  });

function verdict(event: string, code: number | undefined, sent: number, fired: boolean): Finding {
  if (!fired) return bad(`does not fire ${event}`, 'pass the event on to the suite');
  if (code === sent) return good(`tells ${event} with the code ${sent} that the server sent`);
  const instead = code === undefined ? 'without a code' : `with the code ${code}`;
  return bad(`tells ${event} ${instead}, where the server sent ${sent}`, 'pass the number on as it came (reason.type)');
}
