/** The hardest right client that there is: for each message and each timer it draws among all that the text allows. */
import type { ClientParts, ClientWrap } from '../../../reference/client/parts.js';
import type { Subprotocol } from '../../../reference/client/socket.js';
import type { Chance } from '../../chance.js';
import { withConfig } from '../mutant.js';
import {
  acknowledgesTwice,
  asksOneByOne,
  asksWhenJoined,
  failsWhileAway,
  joinsOnce,
  noticing,
  passesGarbage,
  retriesToResume,
  triesAgain,
  trustsNoLateClose,
} from './deciding.js';
import { saysMore, sendsInPieces, writesOtherwise } from './frames.js';
import { closingOtherwise, connectingLater, connectingTwice, sendingLater, takingUp, tellingLater } from './lines.js';
import { type ClientVariant, wrappedByAll } from './variant.js';

/** Now and then, and else not at all. */
const sometimes = (chance: Chance, wrap: ClientWrap): readonly ClientWrap[] => (chance.pick(true, false) ? [wrap] : []);

const subprotocols: readonly [readonly Subprotocol[], ...(readonly Subprotocol[])[]] = [
  ['adjourn.v1.proto'],
  ['adjourn.v1.json'],
  ['adjourn.v1.json', 'adjourn.v1.proto'],
  ['adjourn.v1.proto', 'adjourn.v1.json'],
];

/** Each wait is drawn anew; half of them are none. */
const upTo =
  (chance: Chance, mostMs: number): (() => number) =>
  () =>
    chance.pick(0, chance.between(0, mostMs));

/** The message of each reason is drawn among those that may be shown. */
const anyWord =
  (chance: Chance): ClientWrap =>
  (parts) => {
    const word: ClientParts['word'] = (code, said) => {
      const right = parts.word(code, said);
      return { ...right, message: chance.pick(right.message, said, '', 'Au revoir') };
    };
    return { ...parts, word, random: chance.next };
  };

const times = (chance: Chance): ClientWrap => {
  const leavePatienceMs = chance.between(2_000, 4_700);
  return withConfig({
    leavePatienceMs,
    leaveBoundMs: chance.between(leavePatienceMs, 4_800),
    joinLimitMs: chance.between(1_000, 29_000),
    attemptMs: chance.between(500, 10_000),
    firstWaitMs: chance.between(1, 1_000),
    ackEvery: Math.ceil(chance.pick(1, chance.between(1, 256), 256)),
  });
};

/** A client that draws at random among all that the specification allows. */
export const everyClientFreedom: ClientVariant = {
  name: 'every-client-freedom',
  summary: 'draws for each message and each timer among all that is allowed, by its seed',
  behave: (chance) => ({
    subprotocols: chance.pick(...subprotocols),
    shows: {
      list: chance.pick(true, false),
      arrivals: chance.pick(true, false),
      leavesAtOnce: false,
    },
    wrap: wrappedByAll(
      ...sometimes(chance, sendsInPieces),
      ...sometimes(chance, saysMore),
      ...sometimes(chance, writesOtherwise),
      ...sometimes(chance, connectingTwice(chance.between(0, 100))),
      connectingLater(upTo(chance.fork(), 60)),
      sendingLater(upTo(chance.fork(), 20)),
      takingUp(upTo(chance.fork(), 50)),
      tellingLater(upTo(chance.fork(), 30)),
      closingOtherwise(chance.fork()),
      anyWord(chance.fork()),
      times(chance),
      noticing(chance.fork()),
      ...sometimes(chance, acknowledgesTwice),
      ...sometimes(chance, chance.pick(asksWhenJoined, asksOneByOne)),
      ...sometimes(chance, chance.pick(joinsOnce, triesAgain)),
      ...sometimes(chance, retriesToResume),
      ...sometimes(chance, failsWhileAway),
      ...sometimes(chance, trustsNoLateClose),
      ...sometimes(chance, passesGarbage),
    ),
  }),
};
