/**
 * A whole system under test: client SDKs together with the server that they talk to, of any make and protocol, through a testee. The
 * steps are calls of the SDK, and what its application is told is what a seat was shown; its own words are read by its mapping.
 */
import type { SystemProfile } from '../../exchange/mapping.js';
import { SENTINEL } from '../../exchange/names.js';
import type { Profile } from '../../exchange/profile.js';
import type { Answer, Ready } from '../../exchange/testee.js';
import type { SystemUnderTest } from '../system.js';
import { mustDrive, startTestee, type TesteeSetup, unsupportedBy } from '../testee/living.js';
import { Misbehaving } from '../testee/misbehaving.js';
import { ToldBench } from '../told/bench.js';
import { foreignDriver } from './driver.js';
import { newDepartureCount } from './lies.js';
import { openProxies, readUpstream } from './proxies.js';

/** What only this protocol's own wire could do. */
const BEYOND = ['malformed', 'close', 'restart', 'resume', 'repeat', 'again', 'ack', 'mute'];

const REFUSED_JOIN = 'join.refused-unbound';

/** A whole system, and the testee that drives it. */
export interface ForeignSystem extends SystemUnderTest {
  /** What it says of itself. */
  readonly system: SystemProfile;
  /** Gives the testee a command that nobody knows. */
  nonsense(): Promise<Answer>;
}

/** Rejects with Misbehaving where the testee is not what it should be, and with WrongSide where it drives a client. */
export async function openForeign(setup: TesteeSetup): Promise<ForeignSystem> {
  const testee = await startTestee(setup);
  await mustDrive(['system'], testee);
  const { system } = testee.ready;
  if (!system) {
    await testee.stop();
    throw new Misbehaving(
      'hides what it cannot do',
      `the testee of "${testee.ready.name}" says nothing of its system`,
      'let its "ready" have a "system", with the features and the mapping',
    );
  }
  const upstream = readUpstream(system.upstream);
  if (system.upstream !== '' && !upstream) {
    await testee.stop();
    throw new Misbehaving(
      'writes garbage',
      `the testee asks for proxies before "${system.upstream}", which is no host and port`,
      'let its "upstream" be such as 127.0.0.1:7880',
    );
  }
  const profile = profileOf(testee.ready, system);
  const count = newDepartureCount();
  return {
    profile,
    system,
    async open(world, report) {
      const { conversation } = testee;
      const names = [...world.seats.map(({ name }) => name), SENTINEL];
      const proxies = upstream && (await openProxies(upstream, names));
      const around = { conversation, profile, mapping: system.mapping, quietMs: system.quietMs, count, proxies };
      return ToldBench.open(conversation, world, report, (place) => foreignDriver(around, place));
    },
    nonsense: () => testee.conversation.nonsense(),
    howEnded: () => testee.conversation.failure?.message,
    revive: () => testee.revive(),
    stop: () => testee.stop(),
  };
}

function profileOf(ready: Ready, system: SystemProfile): Profile {
  const { features, resumeWindowMs, silenceMs, slackMs, upstream, deviations } = system;
  const beyond = upstream === '' ? [...BEYOND, 'delay'] : BEYOND;
  return {
    name: ready.name,
    side: 'server',
    wire: false,
    features,
    resumeWindowMs,
    ...(silenceMs > 0 && { heartbeat: { intervalMs: 0, timeoutMs: silenceMs } }),
    tokens: false,
    slackMs,
    unsupported: [...new Set([...beyond, ...unsupportedBy(ready)])],
    deviations: [...deviations, ...implied(deviations)],
  };
}

/** Where a second stay of a participant is let in, no Join is left that the suite could have refused. */
function implied(declared: Profile['deviations']): Profile['deviations'] {
  const second = declared.find(({ clause }) => clause === 'join.duplicate');
  return second && declared.every(({ clause }) => clause !== REFUSED_JOIN)
    ? [{ clause: REFUSED_JOIN, why: second.why }]
    : [];
}
