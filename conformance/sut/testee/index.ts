/** Clients under test, each through its testee: a command, or a testee that dials back. */
import { peerFeatures } from '../../exchange/features.js';
import type { Profile } from '../../exchange/profile.js';
import type { Answer, Ready } from '../../exchange/testee.js';
import { closedWorld } from '../peer/closed.js';
import { endpointOf } from '../peer/endpoint.js';
import { USUAL_ANNOUNCEMENT } from '../peer/world.js';
import type { SystemUnderTest } from '../system.js';
import { ClientBench } from './bench.js';
import type { Conversation } from './conversation.js';
import { mustDrive, startTestee, type TesteeSetup, unsupportedBy, WORLDS_PATH } from './living.js';

export { WAIT_MS } from './bounds.js';
export type { Conversation } from './conversation.js';
export { type Dialling, type TesteeSetup, WrongSide } from './living.js';
export { Misbehaving, type Misbehaviour } from './misbehaving.js';

/** Late by so much is not late yet, on a machine that has other things to do; in milliseconds. */
const SLACK_MS = 250;

/** A client under test, and the testee around it. */
export interface Testee extends SystemUnderTest {
  /** Gives the testee a command that nobody knows. */
  nonsense(): Promise<Answer>;
  /** The conversation with it, for worlds whose server is not the suite's own. */
  readonly conversation: Conversation;
}

/** Rejects with {@link Misbehaving} where the testee is not what it should be, and with {@link WrongSide} where it drives no client. */
export async function openTestee(setup: TesteeSetup): Promise<Testee> {
  const testee = await startTestee(setup);
  await mustDrive(['client', 'pair'], testee);
  const { listener, base } = testee;
  return {
    profile: profileOf(testee.ready),
    open: (world, report) =>
      ClientBench.open(
        {
          conversation: testee.conversation,
          house: (peer, name) => {
            const path = `${WORLDS_PATH}${encodeURIComponent(name)}`;
            const leave = listener.serveAt(path, endpointOf(peer, setup.subprotocol));
            return {
              url: `${base}${path}`,
              leave(came) {
                leave();
                listener.serveAt(path, closedWorld(came));
              },
            };
          },
        },
        world,
        report,
      ),
    nonsense: () => testee.conversation.nonsense(),
    get conversation() {
      return testee.conversation;
    },
    howEnded: () => testee.conversation.failure?.message,
    revive: () => testee.revive(),
    stop: () => testee.stop(),
  };
}

const profileOf = (ready: Ready): Profile => ({
  name: ready.name,
  side: 'client',
  wire: true,
  features: peerFeatures,
  resumeWindowMs: USUAL_ANNOUNCEMENT.resumeWindowMs,
  tokens: false,
  slackMs: SLACK_MS,
  unsupported: unsupportedBy(ready),
  deviations: [],
});
