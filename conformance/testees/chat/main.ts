/** A testee of a whole system: the chat next door, its people and its rooms. */
import { ReasonCode } from 'adjourn/es';
import { allBut, Lifecycle, type Member, type Open, orRefused, runTestee, type Tell, type World } from 'adjourn/testee';
import { ChatError, type Chatter, close, enter, kick, quit } from './chat.js';

/** The codes that a word of the chat's may stand for. */
const word = (native: string, ...codes: readonly number[]) => ({ native, means: codes.map((code) => ({ code })) });
const { MANUAL_LEAVE_CALLED, SWITCH_ROOM, REMOVE_PEER, REMOVE_PEER_API } = ReasonCode;
const { ROOM_CLOSE, REMOVE_ALL, MEETING_END_API } = ReasonCode;
const words = [
  word('quit', MANUAL_LEAVE_CALLED, SWITCH_ROOM),
  word('kicked', REMOVE_PEER, REMOVE_PEER_API),
  word('closed', ROOM_CLOSE, REMOVE_ALL, MEETING_END_API),
];
const refusals = [
  { native: 'NICK_TAKEN', code: 'CODE_ALREADY_EXISTS' },
  { native: 'NOT_OWNER', code: 'CODE_PERMISSION_DENIED' },
  { native: 'NOT_HERE', code: 'CODE_NOT_FOUND' },
];

/** Rules that the chat breaks on purpose: its makers say why, and the suite leaves them out. */
const deviations = [
  { clause: 'end.last-participant', why: 'only an owner may close a room, even where nobody else is in it' },
  { clause: 'remove.departed', why: 'the chat does not know any more who was in a room' },
  { clause: 'remove.self', why: 'an owner may kick itself' },
];

const memberOf = ({ nick, id, isOwner }: Chatter): Member => ({
  participant: nick,
  participation: id,
  role: isOwner ? 'ROLE_HOST' : 'ROLE_ATTENDEE',
});

/** The chat's own word for a refusal goes to the suite as it is. */
const call = <Value>(promise: Promise<Value>): Promise<Value> =>
  orRefused(promise, (error) => (error instanceof ChatError ? error.code : undefined));

function world({ world: name, seats }: Open, tell: Tell): World {
  const visits = new Map<string, { room: string; stay: Lifecycle; chatter?: Chatter }>();

  async function join(seat: string, label: string): Promise<void> {
    const [{ participant, role } = { participant: seat, role: '' }] = seats.filter((one) => one.name === seat);
    const room = `${name}/${label}`; // rooms of two worlds are different rooms
    const stay = new Lifecycle((event) => tell(seat, event));
    const visit: { room: string; stay: Lifecycle; chatter?: Chatter } = { room, stay };
    visits.set(seat, visit);
    const ears = {
      entered: (participation: string, others: readonly Chatter[]) =>
        stay.tell({ joined: { participation }, list: { members: others.map(memberOf) } }),
      came: (other: Chatter) => stay.tell({ participantJoined: memberOf(other) }),
      gone: ({ nick, id, ears: theirs }: Chatter, native: string) =>
        stay.tell(
          theirs === ears
            ? { roomLeft: { native } }
            : { participantLeft: { participant: nick, participation: id, native } },
        ),
    };
    await stay.join(label, async () => {
      visit.chatter = await call(enter(room, participant, role === 'ROLE_HOST', ears));
    });
  }

  /** Makes a call of somebody who is in a room. */
  function inside(seat: string, make: (room: string, chatter: Chatter) => Promise<void>): Promise<void> {
    const { room, chatter } = visits.get(seat) ?? {};
    if (room === undefined || chatter === undefined) throw new Error(`${seat} has never been in a room`);
    return call(make(room, chatter));
  }

  return {
    calls: {
      join: (seat, { room }) => join(seat, room),
      leave: (seat) => visits.get(seat)?.stay.leave(() => inside(seat, quit)),
      end: (seat) => inside(seat, close),
      remove: (seat, { target }) => inside(seat, (room, chatter) => kick(room, chatter, target)),
    },
  };
}

await runTestee({
  ready: {
    version: '1.0',
    name: 'a chat in memory',
    side: 'TESTEE_SIDE_SYSTEM',
    unsupported: allBut('join', 'leave', 'end', 'remove'),
    system: {
      features: ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER'],
      ...{ resumeWindowMs: 0, silenceMs: 0, slackMs: 500, quietMs: 0, upstream: '' },
      deviations,
      mapping: { leaver: words, others: words, refusals },
    },
  },
  world,
});
