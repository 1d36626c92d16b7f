/** One connection full of bad frames, and how much of it the server has read. */
import { wsClose } from '../../../gen/codes.js';
import { ServerMessage } from '../../../gen/ts-proto/index.js';
import { frame, opcodes } from '../load/frames.js';
import { Peer } from '../load/peer.js';
import type { Random } from '../load/random.js';
import { type BadFrame, deadlyFrame, lastingFrame } from './generator.js';
import { encoded, properJoin, type Vocabulary } from './messages.js';

/** At most so many frames on one connection, the last of them a deadly one. */
const MOST_FRAMES = 32;
/** After so many frames the server is pinged: its pong says that it has read them. */
const STRETCH = 8;
/** On one of so many connections nobody joins. */
const STRANGERS = 6;
/** How long a server may take to read one connection's frames, in milliseconds. */
const PATIENCE_MS = 10_000;
const PING = frame(opcodes.ping, Buffer.alloc(0));

/** What became of one connection. */
export interface Attack {
  readonly sent: readonly BadFrame[];
  /** How many frames the server has certainly read. */
  readonly read: number;
  /** The code of the close: 0 where the server has let the connection live. */
  readonly closed: number;
  /** What should not have happened; empty where nothing did. */
  readonly wrong: string;
}

/** Listens to the server, and counts its pongs. */
function pongCounter(joined: () => void) {
  let pongs = 0;
  let wake = () => {};
  return {
    pong(): void {
      pongs += 1;
      wake();
    },

    message(bytes: Buffer, { from, to }: { from: number; to: number }): void {
      const { kind } = ServerMessage.decode(bytes.subarray(from, to));
      if (kind?.$case === 'joined') joined();
    },

    count: (): number => pongs,

    /** Resolves when so many pongs have come. */
    until(count: number): Promise<void> {
      return new Promise((resolve) => {
        wake = () => {
          if (pongs >= count) resolve();
        };
        wake();
      });
    },
  };
}

/** Connects, mostly joins, sends bad frames of which the last is deadly, and sees what becomes of it. */
export async function attack(port: number, random: Random, words: Vocabulary, most: number): Promise<Attack> {
  let joined = () => {};
  const isIn = new Promise<void>((resolve) => {
    joined = resolve;
  });
  const counter = pongCounter(() => joined());
  const peer = await Peer.open(port, counter);
  const joins = !random.oneIn(STRANGERS);
  if (joins) peer.send(encoded(0, properJoin(random.pick(words.admissions))));
  if (joins) await within(Promise.race([isIn, peer.gone]));
  // A client that has not joined is not read after its first frame.
  const sent = frames(random, words, joins ? 1 + random.below(Math.min(most, MOST_FRAMES)) : 1);
  const stretches = Math.ceil(sent.length / STRETCH);
  peer.write(Buffer.concat(inStretches(sent)));
  const answered = await within(Promise.race([counter.until(stretches).then(() => true), peer.gone.then(() => true)]));
  const read = readOf(sent.length, counter.count(), peer.closed);
  peer.reset();
  return { sent, read, closed: peer.closed, wrong: wrongWith(answered, peer.closed) };
}

/** Undefined: it took too long. */
async function within<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function frames(random: Random, words: Vocabulary, count: number): BadFrame[] {
  return Array.from({ length: count }, (_, index) => {
    const material = { random, words, next: index + 1 };
    return index < count - 1 ? lastingFrame(material) : deadlyFrame(material);
  });
}

const inStretches = (sent: readonly BadFrame[]): Buffer[] =>
  sent.flatMap(({ bytes }, index) => {
    const isLast = index === sent.length - 1;
    return (index + 1) % STRETCH === 0 || isLast ? [bytes, PING] : [bytes];
  });

/** A pong proves its stretch; a close proves one frame more, the one that it was for. */
export function readOf(sent: number, pongs: number, closed: number): number {
  return Math.min(sent, pongs * STRETCH + (closed === 0 ? 0 : 1));
}

function wrongWith(answered: boolean | undefined, closed: number): string {
  if (!answered) return `neither a pong nor a close came within ${PATIENCE_MS} ms`;
  if (closed === wsClose.NO_FRAME) return 'the connection ended without a close frame';
  return closed === wsClose.INTERNAL_ERROR ? 'the server closed it with 1011, for a fault of its own' : '';
}
