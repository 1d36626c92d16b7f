/** What becomes of `leave()`: it is heard, it ends, and roomLeft follows. */
import { join, leave } from '../../../exchange/index.js';
import type { SystemUnderTest } from '../../../sut/system.js';
import { bad, type Finding, good } from '../finding.js';
import { Scene } from './scene.js';

export const leaving = (system: SystemUnderTest): Promise<Finding[]> =>
  Scene.play(system, async (scene) => {
    await scene.do(join('ann'), leave('ann'));
    await scene.settle();
    const heard = scene.records.some(
      (one) => one.kind === 'client' && one.note.kind === 'heard' && one.note.heard.message === 'leave',
    );
    const fired = scene.told('roomLeft').length;
    const end = scene.ends.get(2);
    if (!heard) return [bad('sends no Leave when it is told to leave', 'see that the call reaches the client')];
    if (fired !== 1)
      return [bad(`fires roomLeft ${fired} times after a leave`, 'pass on roomLeft once (client.room-left-once)')];
    if (end?.how === 'done') return [good('leaves, and fires roomLeft once')];
    const how = end === undefined ? 'does not end' : `${end.how}: ${end.why}`;
    return [bad(`leaves, but the call ${how}`, 'leave() never fails (client.leave-never-throws)')];
  });
