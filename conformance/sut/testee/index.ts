/** Clients under test, each through its testee: a command, or a testee that dials back. */
import { setTimeout as delay } from 'node:timers/promises';
import { peerFeatures } from '../../exchange/features.js';
import type { Profile } from '../../exchange/profile.js';
import { listenTrouble } from '../../exchange/system-error.js';
import type { Answer } from '../../exchange/testee.js';
import { type ListeningServer, listen } from '../../link/incoming.js';
import type { Subprotocol } from '../../link/json.js';
import { endpointOf } from '../peer/endpoint.js';
import { USUAL_ANNOUNCEMENT } from '../peer/world.js';
import { type SystemUnderTest, Unreachable } from '../system.js';
import { ClientBench } from './bench.js';
import { DIAL_MS, HELLO_MS } from './bounds.js';
import { Conversation } from './conversation.js';
import { awaitDial, DIAL_PATH } from './dial.js';
import { startDialler, startLines } from './process.js';

export { WAIT_MS } from './bounds.js';
export type { Conversation } from './conversation.js';
export { Misbehaving, type Misbehaviour } from './misbehaving.js';

const LOOPBACK = '127.0.0.1';
/** Late by so much is not late yet, on a machine that has other things to do; in milliseconds. */
const SLACK_MS = 250;

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

/** A client under test, and the testee around it. */
export interface Testee extends SystemUnderTest {
  /** Gives the testee a command that nobody knows. */
  nonsense(): Promise<Answer>;
  /** The conversation with it, for worlds whose server is not the suite's own. */
  readonly conversation: Conversation;
}

/** A testee that is there, and has said who it is. */
interface Living {
  readonly conversation: Conversation;
  readonly profile: Profile;
  stop(): Promise<void>;
}

/** Rejects with {@link Misbehaving} where the testee is not what it should be. */
export async function openTestee(testee: TesteeSetup): Promise<Testee> {
  const { host = LOOPBACK, port = 0, advertise = host } = testee.dialling ?? {};
  const listener = await listen(host, port).catch((error: Error) => {
    throw new Unreachable(
      `the suite cannot listen on ${host}:${port} (${listenTrouble(error)})`,
      'give another address',
    );
  });
  const base = `ws://${advertise.includes(':') ? `[${advertise}]` : advertise}:${listener.port}`;
  let living = await start(testee, listener, base).catch(async (error: unknown) => {
    await listener.stop();
    throw error;
  });
  return {
    profile: living.profile,
    open: (world, report) =>
      ClientBench.open(
        {
          conversation: living.conversation,
          house: (peer, name) => {
            const path = `/world/${encodeURIComponent(name)}`;
            return { url: `${base}${path}`, leave: listener.serveAt(path, endpointOf(peer, testee.subprotocol)) };
          },
        },
        world,
        report,
      ),
    nonsense: () => living.conversation.nonsense(),
    get conversation() {
      return living.conversation;
    },
    howEnded: () => living.conversation.failure?.message,
    async revive() {
      if (!living.conversation.failure) return;
      await living.stop();
      living = await start(testee, listener, base);
    },
    async stop() {
      await living.stop();
      await listener.stop();
    },
  };
}

async function start(
  { command, dialling, helloMs = HELLO_MS }: TesteeSetup,
  listener: ListeningServer,
  base: string,
): Promise<Living> {
  const conversation = new Conversation();
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
    const { name, unsupported } = await conversation.hello(helloMs);
    return { conversation, profile: profileOf(name, unsupported), stop };
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

const profileOf = (name: string, unsupported: readonly string[]): Profile => ({
  name,
  side: 'client',
  wire: true,
  features: peerFeatures,
  resumeWindowMs: USUAL_ANNOUNCEMENT.resumeWindowMs,
  tokens: false,
  slackMs: SLACK_MS,
  unsupported: unsupported.map((name) => kinds[name] ?? name),
  deviations: [],
});
