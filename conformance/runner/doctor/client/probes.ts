/** Whether a join is answered when the client is in the room, and not before. */
import { join, peer } from '../../../exchange/index.js';
import type { SystemUnderTest } from '../../../sut/system.js';
import { bad, type Finding, good, note } from '../finding.js';
import { Scene } from './scene.js';
import { untrustworthy } from './trust.js';

const JOIN_ROOM_FAILED = 1103;

export const joining = (system: SystemUnderTest): Promise<Finding[]> =>
  Scene.play(system, async (scene) => {
    // A Join that nobody answers cannot have succeeded.
    await scene.do(peer({ kind: 'answer', demand: 'join', answer: { how: 'never' } }), join('ann'));
    if (scene.ends.get(1)?.how === 'done')
      return [
        untrustworthy(
          'acknowledges before it acts: a join is done that the server has not answered',
          'answer "done" when the client is in the room',
        ),
      ];
    const settled = await scene.settle();
    // A client need not repeat a Join: it has failed then.
    if (settled && scene.told('roomLeft').some(({ reason }) => reason?.code === JOIN_ROOM_FAILED))
      return [note('does not repeat a Join whose answer is lost, and says that it could not join', '')];
    const joined = settled && scene.ends.get(1)?.how === 'done';
    if (!joined)
      return [
        bad('does not get into a room whose server answers only its second Join', 'see what it logs (client.join-id)'),
      ];
    const told = scene.told('joined').length;
    // How a client tells of the Joined is its own matter.
    if (told <= 1) return [good('joins, and says so when it is in the room')];
    return [bad(`tells of ${told} joins where there was one`, 'tell each event of the client once')];
  });
