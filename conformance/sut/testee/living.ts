/** A testee that is there, and has said who it is: started by a command, or dialled back; started again where it is gone. */
import { setTimeout as delay } from 'node:timers/promises';
import { listenTrouble } from '../../exchange/system-error.js';
import type { Ready } from '../../exchange/testee.js';
import { type ListeningServer, listen, type Strayed } from '../../link/incoming.js';
import type { Subprotocol } from '../../link/json.js';
import { Unreachable } from '../system.js';
import { DIAL_MS, HELLO_MS } from './bounds.js';
import { Conversation, type SoFar } from './conversation.js';
import { awaitDial, DIAL_PATH } from './dial.js';
import { quoted } from './misbehaving.js';
import { startDialler, startLines } from './process.js';

const LOOPBACK = '127.0.0.1';

/** Where the suite can be dialled. */
export interface Dialling {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Stands in the addresses that are given away instead of `host`: an emulator has a name of its own for this machine. */
  readonly advertise?: string | undefined;
  /** How long somebody has to dial, in milliseconds. */
  readonly waitMs: number;
  /** Is told the address to dial. */
  readonly announce: (url: string) => void;
}

/** How the suite gets to a testee. */
export interface TesteeSetup {
  /** Starts it. It speaks over its standard input and output, or dials what stands in ADJOURN_TESTEE_URL where `dialling` is given. */
  readonly command?: readonly string[] | undefined;
  readonly dialling?: Dialling | undefined;
  /** How long it has for its Ready, in milliseconds. */
  readonly helloMs?: number;
  /** What the suite's own server chooses where a client asks for both: that of binary frames, unless said otherwise. */
  readonly subprotocol?: Subprotocol | undefined;
}

/** A testee, whatever it drives. */
export interface LivingTestee {
  /** The conversation with it; another one after it was started again. */
  readonly conversation: Conversation;
  /** What it has said of itself when it was first started. */
  readonly ready: Ready;
  /** Where its clients reach the suite. */
  readonly listener: ListeningServer;
  readonly base: string;
  /** Starts it again, where it is gone. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Below it are the worlds, each with an address of its own. */
export const WORLDS_PATH = '/world/';

/** A client that was made for worlds of an earlier run may still call them, and is nobody's fault now. */
function blameStray(conversation: Conversation, address: string, below: string | undefined): void {
  if (below === undefined && address.startsWith(WORLDS_PATH)) return;
  const found = `the client calls ${quoted(address)}, where nobody answers`;
  const advice = below === undefined ? '' : `, which is ${quoted(below)}: nothing is appended to it`;
  conversation.fail('calls elsewhere', found, `let it use the address that "open" gives, as it is${advice}`);
}

/** One start of it. */
interface Life {
  readonly conversation: Conversation;
  readonly ready: Ready;
  stop(): Promise<void>;
}

/** Rejects with Misbehaving where the testee is not what it should be. */
export async function startTestee(testee: TesteeSetup): Promise<LivingTestee> {
  const { host = LOOPBACK, port = 0, advertise = host } = testee.dialling ?? {};
  let talking: Conversation | undefined;
  const strayed: Strayed = (...at) => {
    if (talking && !talking.failure) blameStray(talking, ...at);
  };
  const listener = await listen(host, port, strayed).catch((error: Error) => {
    throw new Unreachable(
      `the suite cannot listen on ${host}:${port} (${listenTrouble(error)})`,
      'give another address',
    );
  });
  const base = `ws://${advertise.includes(':') ? `[${advertise}]` : advertise}:${listener.port}`;
  const soFar: SoFar = { joined: false };
  let life = await start(testee, listener, base, soFar).catch(async (error: unknown) => {
    await listener.stop();
    throw error;
  });
  const { ready } = life;
  talking = life.conversation;
  return {
    ready,
    listener,
    base,
    get conversation() {
      return life.conversation;
    },
    async revive() {
      if (!life.conversation.failure) return;
      await life.stop();
      life = await start(testee, listener, base, soFar);
      talking = life.conversation;
    },
    async stop() {
      await life.stop();
      await listener.stop();
    },
  };
}

async function start(
  { command, dialling, helloMs = HELLO_MS }: TesteeSetup,
  listener: ListeningServer,
  base: string,
  soFar: SoFar,
): Promise<Life> {
  const conversation = new Conversation(soFar);
  const undo: (() => Promise<void> | void)[] = [() => conversation.stop()];
  const stop = async (): Promise<void> => {
    for (const one of undo.toReversed()) await one();
  };
  try {
    if (command && !dialling) conversation.attach(startLines(command, {}, conversation.ears));
    else {
      const url = `${base}${DIAL_PATH}`;
      const dialled = awaitDial(listener, conversation.ears);
      undo.push(() => dialled.stop());
      if (command) {
        const child = startDialler(command, { ADJOURN_TESTEE_URL: url }, conversation.ears);
        undo.push(() => child.stop());
      }
      dialling?.announce(url);
      conversation.attach(
        await inTime(dialled.channel, conversation, url, command ? DIAL_MS : (dialling?.waitMs ?? DIAL_MS)),
      );
    }
    return { conversation, ready: await conversation.hello(helloMs), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A testee that has not dialled by then never does. */
async function inTime<T>(dialled: Promise<T>, conversation: Conversation, url: string, ms: number): Promise<T> {
  const controller = new AbortController();
  const late = delay(ms, undefined, { signal: controller.signal }).then(() => {
    const found = `the testee never dials back: nobody has opened ${url} within ${ms / 1_000} s`;
    throw conversation.fail('never dials back', found, 'let it open a WebSocket there, or give more time with --wait');
  });
  const failed = new Promise<never>((_, reject) => {
    conversation.watch(() => reject(conversation.failure));
  });
  late.catch(() => {});
  try {
    return await Promise.race([dialled, late, failed]);
  } finally {
    controller.abort();
  }
}

/** Actions that are called otherwise in the schemas. */
const kinds: Readonly<Record<string, string>> = { switchRoom: 'switch', switch_room: 'switch' };

/** What a testee cannot do, in the suite's own names for actions; a field is named behind its action, such as `join.role`. */
export const unsupportedBy = ({ unsupported }: Ready): string[] =>
  unsupported.map((name) => {
    const [kind = '', ...fields] = name.split('.');
    return [kinds[kind] ?? kind, ...fields].join('.');
  });

const drives: Readonly<Record<Ready['side'], string>> = {
  client: 'a client',
  pair: 'a client and its server',
  system: 'a whole system',
};

/** The testee drives something else than what was asked for: wrong usage. */
export class WrongSide extends Error {
  override readonly name = 'WrongSide';
}

/** Throws {@link WrongSide} where the testee drives nothing of `sides`, having stopped it. */
export async function mustDrive(sides: readonly Ready['side'][], testee: LivingTestee): Promise<void> {
  const { side, name } = testee.ready;
  if (sides.includes(side)) return;
  await testee.stop();
  const advice = side === 'system' ? 'adjourn test system' : 'adjourn test client';
  throw new WrongSide(
    `"${name}" drives ${drives[side]} by what its "ready" says, and ${drives[sides[0] ?? 'client']} is asked for: use "${advice}", or mend its "side".`,
  );
}
