/** A testee of a whole system: drives its clients and its back end, by a suite's commands. Whatever is logged goes to standard error. */
import { allBut, type Calls, type Open, orRefused, type Ready, runTestee, type Tell, type World } from 'adjourn/testee';
import { KEY, type Listener, Office, Person, VendorError } from './vendor.js'; // your own SDK

/** A word of the vendor's, and every reason code that it may stand for. */
const word = (native: string, ...codes: number[]) => ({ native, means: codes.map((code) => ({ code })) });
const refusal = (native: string, code: string) => ({ native, code: `CODE_${code}` });
const words = [
  ...[word('bye', 1101), word('kicked', 1002), word('closed', 1008), word('kicked by the office', 1010)],
  word('closed by the office', 1006, 1009), // nobody is told which of the two
];

const ready: Ready = {
  version: '1.0',
  name: 'tiny meeting 1.0',
  side: 'TESTEE_SIDE_SYSTEM',
  unsupported: allBut('join', 'leave', 'end', 'remove', 'operate', 'cut'), // there is no call for others; their cases are skipped
  system: {
    features: ['FEATURE_EXTENDED_CODES', 'FEATURE_REMOVE', 'FEATURE_ROOM_ORDER', 'FEATURE_OPERATOR'],
    ...{ resumeWindowMs: 0, silenceMs: 0, slackMs: 500, quietMs: 0, upstream: '', deviations: [] },
    mapping: {
      leaver: words,
      others: [...words, word('lost', 1001)],
      refusals: [
        ...[refusal('not a moderator', 'PERMISSION_DENIED'), refusal('yourself', 'INVALID_ARGUMENT')],
        ...[refusal('no such stay', 'NOT_FOUND'), refusal('no such room', 'NOT_FOUND')],
        ...[refusal('already here', 'ALREADY_EXISTS'), refusal('not here', 'FAILED_PRECONDITION')],
        ...[refusal('wrong key', 'UNAUTHENTICATED'), refusal('no such call', 'UNIMPLEMENTED')],
      ],
    },
  },
};

/** What the back end is asked for. It has one call for two of these, and none for the last. */
const officeCalls = {
  ...{ CALL_END_MEETING: 'close', CALL_CLOSE_ROOM: 'close' },
  ...{ CALL_REMOVE_PARTICIPANT: 'kick', CALL_STOP_MEDIA_RELAY: 'stop relay' },
};

const whom = ({ user, stay, moderator }: Person) =>
  ({ participant: user, participation: stay, role: moderator ? 'ROLE_HOST' : 'ROLE_ATTENDEE' }) as const;

/** Tells every event of the SDK at once, with the vendor's own word as it came. */
const listener = (tell: Tell, seat: string): Listener => ({
  entered: (session, participation, others) =>
    tell(seat, { joined: { participation, session }, list: { members: others.map(whom) } }),
  arrived: (person) => tell(seat, { participantJoined: whom(person) }),
  gone: ({ user, stay }, native) => tell(seat, { participantLeft: { participant: user, participation: stay, native } }),
  over: (native) => tell(seat, { roomLeft: { native } }),
});

/** The word by which a call of the SDK says that it is refused. */
const why = (error: unknown) => (error instanceof VendorError ? error.message : undefined);

/** A world: rooms of its own, and a person for each seat that has joined. With `upstream` each connects to its address in `addresses`. */
function world({ world: name, seats }: Open, tell: Tell): World {
  const persons = new Map<string, Person>();
  const there = (seat: string) => persons.get(seat) as Person;
  const room = (label: string) => `${name}/${label}`;
  const calls: Calls = {
    join(seat, what) {
      const { participant = '', role } = seats.find((one) => one.name === seat) ?? {};
      persons.set(seat, new Person(participant, role === 'ROLE_HOST', listener(tell, seat)));
      return orRefused(there(seat).enter(room(what.room)), why);
    },
    leave: (seat) => orRefused(there(seat).exit(), why),
    end: (seat) => orRefused(there(seat).close(), why),
    remove: (seat, { target }) => orRefused(there(seat).kick(target), why),
    cut: (seat) => there(seat).hangUp(),
    operate(_, { call, bearer, room: label, targets: [target = ''] = [] }) {
      const office = new Office(bearer === 'BEARER_RIGHT' ? KEY : 'none');
      return orRefused(office.post(officeCalls[call], room(label), target), why);
    },
  };
  const close = () => {
    for (const person of persons.values()) person.hangUp();
  };
  return { calls, close };
}

void runTestee({ ready, world });
