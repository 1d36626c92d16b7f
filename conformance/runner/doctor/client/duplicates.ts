/** Whether everything is told that the client tells, also what looks like a repetition. */
import { join, peer } from '../../../exchange/index.js';
import type { SystemUnderTest } from '../../../sut/system.js';
import { bad, type Finding, good } from '../finding.js';
import { Scene } from './scene.js';
import { untrustworthy } from './trust.js';

const WHO = 'eve';

export const duplicates = (system: SystemUnderTest): Promise<Finding[]> =>
  Scene.play(system, async (scene) => {
    const leaves = peer({ kind: 'participantLeft', who: WHO, code: 1101, wording: 'own', numbering: 'next' });
    await scene.do(join('ann'), leaves, leaves);
    await scene.settle();
    const told = scene.told('participantLeft').filter(({ participant }) => participant === WHO).length;
    if (told === 2) return [good('tells twice of a participant who was there twice')];
    if (told === 0)
      return [bad('tells nothing of a participant who leaves', 'pass on participantLeft (client.participant-left)')];
    return [
      untrustworthy(
        `collapses duplicates: two stays of one participant ended, and the application was told ${told === 1 ? 'once' : `${told} times`}`,
        'pass on every event of the client, whatever it was told before',
      ),
    ];
  });
