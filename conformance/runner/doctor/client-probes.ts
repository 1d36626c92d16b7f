/** Probes of a client through its testee: its join, the reasons it passes on, repeated events, and its leave. */
import { reason } from '../../../gen/codes.js';
import { join, leave, peer } from '../../exchange/scenario.js';
import type { SystemUnderTest } from '../../sut/system.js';
import { inProbeWorld } from './client-world.js';
import { bad, type Finding, good, note, testeeFault } from './finding.js';

/** A join is answered when the client is in the room, and not before. */
export const clientJoining = (system: SystemUnderTest): Promise<Finding[]> =>
  inProbeWorld(system, async (world) => {
    // A Join that is never answered cannot have succeeded.
    await world.act(peer({ kind: 'answer', demand: 'join', answer: { how: 'never' } }), join('ann'));
    if (world.ends().get(1)?.how === 'done')
      return [
        testeeFault(
          'acknowledges before it acts: a join is done that the server has not answered',
          'answer "done" when the client is in the room',
        ),
      ];
    const settled = await world.settle();
    // A client need not repeat a Join: then it has failed.
    if (settled && world.told('roomLeft').some((left) => left.reason?.code === reason.JOIN_ROOM_FAILED))
      return [note('does not repeat a Join whose answer is lost, and says that it could not join', '')];
    const joined = settled && world.ends().get(1)?.how === 'done';
    if (!joined)
      return [
        bad('does not get into a room whose server answers only its second Join', 'see what it logs (client.join-id)'),
      ];
    const told = world.told('joined').length;
    // A client may tell of the Joined in its own way, or not at all.
    if (told <= 1) return [good('joins, and says so when it is in the room')];
    return [bad(`tells of ${told} joins where there was one`, 'tell each event of the client once')];
  });

const PARTICIPANT_LEFT = reason.REMOVE_PEER;
const ROOM_LEFT = reason.REMOVE_ALL;

/** The reason arrives: that of another's departure, and that of the client's own. */
export const clientReasons = (system: SystemUnderTest): Promise<Finding[]> =>
  inProbeWorld(system, async (world) => {
    const words = { wording: 'own', numbering: 'next' } as const;
    await world.act(join('ann'), peer({ kind: 'participantLeft', who: 'bob', code: PARTICIPANT_LEFT, ...words }));
    await world.act(peer({ kind: 'roomLeft', code: ROOM_LEFT, ...words }));
    await world.settle();
    const [left] = world.told('participantLeft');
    const [gone] = world.told('roomLeft');
    return [
      codeOf('participantLeft', left && { code: left.reason?.code }, PARTICIPANT_LEFT),
      codeOf('roomLeft', gone && { code: gone.reason?.code }, ROOM_LEFT),
    ];
  });

function codeOf(event: string, fired: { readonly code: number | undefined } | undefined, sent: number): Finding {
  if (!fired) return bad(`does not fire ${event}`, 'pass the event on to the suite');
  if (fired.code === sent) return good(`tells ${event} with the code ${sent} that the server sent`);
  const instead = fired.code === undefined ? 'without a code' : `with the code ${fired.code}`;
  return bad(`tells ${event} ${instead}, where the server sent ${sent}`, 'pass the number on as it came (reason.type)');
}

const WHO = 'eve';

/** The testee passes on every event, also one that looks like a repetition. */
export const clientDuplicates = (system: SystemUnderTest): Promise<Finding[]> =>
  inProbeWorld(system, async (world) => {
    const code = reason.MANUAL_LEAVE_CALLED;
    const leaves = peer({ kind: 'participantLeft', who: WHO, code, wording: 'own', numbering: 'next' });
    await world.act(join('ann'), leaves, leaves);
    await world.settle();
    const told = world.told('participantLeft').filter(({ participant }) => participant === WHO).length;
    if (told === 2) return [good('tells twice of a participant who was there twice')];
    if (told === 0)
      return [bad('tells nothing of a participant who leaves', 'pass on participantLeft (client.participant-left)')];
    return [
      testeeFault(
        `collapses duplicates: two participations of one participant ended, and the application was told ${told === 1 ? 'once' : `${told} times`}`,
        'pass on every event of the client, whatever it was told before',
      ),
    ];
  });

/** `leave()` reaches the server, it ends, and roomLeft follows. */
export const clientLeaving = (system: SystemUnderTest): Promise<Finding[]> =>
  inProbeWorld(system, async (world) => {
    await world.act(join('ann'), leave('ann'));
    await world.settle();
    const heard = world.records.some(
      (one) => one.kind === 'client' && one.note.kind === 'heard' && one.note.heard.message === 'leave',
    );
    const fired = world.told('roomLeft').length;
    const end = world.ends().get(2);
    if (!heard) return [bad('sends no Leave when it is told to leave', 'see that the call reaches the client')];
    if (fired !== 1)
      return [bad(`fires roomLeft ${fired} times after a leave`, 'pass on roomLeft once (client.room-left-once)')];
    if (end?.how === 'done') return [good('leaves, and fires roomLeft once')];
    const how = end === undefined ? 'does not end' : `${end.how}: ${end.why}`;
    return [bad(`leaves, but the call ${how}`, 'leave() never fails (client.leave-never-throws)')];
  });
