/** The right clients that the suite must let pass, by name. */
import type { ClientWrap } from '../../../reference/client/parts.js';
import { withConfig } from '../mutant.js';
import {
  acknowledgesTwice,
  asksOneByOne,
  asksWhenJoined,
  changingTimers,
  failsWhileAway,
  joinsOnce,
  noticing,
  passesGarbage,
  retriesToResume,
  triesAgain,
  trustsNoLateClose,
} from './deciding.js';
import { everyClientFreedom } from './every-freedom.js';
import { saysMore, sendsInPieces, writesOtherwise } from './frames.js';
import { closingOtherwise, connectingLater, connectingTwice, sendingLater, takingUp, tellingLater } from './lines.js';
import { asItIs, type Behaviour, type ClientVariant, wrappedByAll } from './variant.js';

export { type Chance, chanceOf } from '../../chance.js';
export { type Behaviour, type ClientVariant, SHOWS_ALL, type Showing } from './variant.js';

const variant = (name: string, summary: string, behave: ClientVariant['behave']): ClientVariant => ({
  name,
  summary,
  behave,
});

const wrapped = (name: string, summary: string, wrap: ClientWrap, rest: Omit<Behaviour, 'wrap'> = {}): ClientVariant =>
  variant(name, summary, () => ({ wrap, ...rest }));

const all: readonly ClientVariant[] = [
  wrapped('acknowledges-at-once', 'acknowledges each message as soon as it has come', withConfig({ ackEvery: 1 })),
  variant('acknowledges-in-batches', 'acknowledges after any number of messages up to 256', (chance) => ({
    wrap: withConfig({ ackEvery: Math.ceil(chance.between(1, 256)) }),
  })),
  wrapped('acknowledges-twice', 'sends each of its Acks twice', acknowledgesTwice),
  variant('takes-its-time', 'takes up to 50 ms for each message, in order', (chance) => ({
    wrap: takingUp(() => chance.between(0, 50)),
  })),
  variant('sends-late', 'sends everything up to 20 ms late, in order', (chance) => ({
    wrap: sendingLater(() => chance.between(0, 20)),
  })),
  variant('tells-late', 'tells its application everything up to 30 ms late, in order', (chance) => ({
    wrap: tellingLater(() => chance.between(0, 30)),
  })),
  wrapped('speaks-text', 'asks for the subprotocol of text frames alone', asItIs, {
    subprotocols: ['adjourn.v1.json'],
  }),
  wrapped(
    'speaks-text-otherwise',
    'writes its text with numbers for enum values and text for numbers',
    writesOtherwise,
    {
      subprotocols: ['adjourn.v1.json', 'adjourn.v1.proto'],
    },
  ),
  wrapped('says-more', 'sends fields that this revision does not know', saysMore),
  wrapped('sends-in-pieces', 'cuts each message into two pieces, and pings its server before each', sendsInPieces),
  wrapped('keeps-no-list', 'keeps no list of participants', asItIs, { shows: { list: false } }),
  wrapped('tells-of-no-arrivals', 'tells its application of departures alone', asItIs, { shows: { arrivals: false } }),
  wrapped('shows-no-messages', 'shows reasons without a message', (parts) => ({
    ...parts,
    word: (code, said) => ({ ...parts.word(code, said), message: '' }),
  })),
  wrapped('translates', 'shows the message of each reason in another language', (parts) => ({
    ...parts,
    word: (code, said) => ({ ...parts.word(code, said), message: 'Teilnahme beendet – auf Wiedersehen! 再见' }),
  })),
  wrapped('repeats-what-was-said', 'shows the message that came with a reason', (parts) => ({
    ...parts,
    word: (code, said) => ({ ...parts.word(code, said), message: said }),
  })),
  wrapped('hurries-back', 'waits for a few milliseconds between its attempts', withConfig({ firstWaitMs: 5 })),
  wrapped('waits-long', 'waits for 3 s before it repeats its Join', withConfig({ firstWaitMs: 3_000 })),
  variant('connects-late', 'waits for up to 60 ms before each attempt, the first one included', (chance) => ({
    wrap: connectingLater(() => chance.between(0, 60)),
  })),
  wrapped(
    'connects-twice',
    'begins two connections at each attempt, and goes on with the first that is open',
    connectingTwice(),
  ),
  wrapped(
    'closes-late',
    'begins two connections at each attempt, and closes the one that it does not need almost a second later',
    connectingTwice(900),
  ),
  wrapped('impatient-joiner', 'gives up its Join after a second', withConfig({ joinLimitMs: 1_000 })),
  wrapped('joins-once', 'does not repeat a Join whose connection was lost', joinsOnce),
  wrapped(
    'tries-again',
    'tries a Join again that is refused for now',
    wrappedByAll(triesAgain, withConfig({ firstWaitMs: 20 })),
  ),
  wrapped(
    'tries-to-resume-again',
    'tries a Resume again that is refused for now',
    wrappedByAll(retriesToResume, withConfig({ firstWaitMs: 20 })),
  ),
  wrapped('fails-while-away', 'fails each call at once that is made while there is no connection', failsWhileAway),
  wrapped('asks-when-joined', 'sends nothing behind its Join before Joined has come', asksWhenJoined),
  wrapped('asks-one-by-one', 'sends a request when the one before is answered', asksOneByOne),
  wrapped(
    'leaves-early',
    'waits for 2 s for the answer to a Leave, and no longer',
    withConfig({ leavePatienceMs: 2_000, leaveBoundMs: 2_000 }),
  ),
  wrapped(
    'leaves-at-last',
    'waits for nearly 5 s for the answer to a Leave',
    withConfig({ leavePatienceMs: 4_800, leaveBoundMs: 4_900 }),
  ),
  wrapped('leave-returns', 'lets leave() end at once, and fires roomLeft later', asItIs, {
    shows: { leavesAtOnce: true },
  }),
  wrapped(
    'gives-up-with-the-window',
    'gives up when the resume window is over',
    changingTimers((timer, ms, { joined }) => (timer === 'resume budget' && joined ? joined.resumeWindowMs : ms)),
  ),
  variant('notices-late', 'notices a silence, and the end of the window, up to 900 ms late', (chance) => ({
    wrap: noticing(chance),
  })),
  variant(
    'closes-otherwise',
    'closes what is lost with any code, and leaves it to the server to close behind RoomLeft',
    (chance) => ({
      wrap: closingOtherwise(chance),
    }),
  ),
  wrapped(
    'trusts-no-late-close',
    'takes no close code for the word of the server once it has closed by itself',
    trustsNoLateClose,
  ),
  wrapped('passes-garbage', 'passes over a frame that is no message', passesGarbage),
  everyClientFreedom,
];

/** All variants of the reference client. */
export const clientVariants: Readonly<Record<string, ClientVariant>> = Object.fromEntries(
  all.map((one) => [one.name, one]),
);
