/** Is the target alive? Asked when an answer is missing or a connection breaks off, before anything is blamed on it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { History } from '../../exchange/history.js';
import type { Observation } from '../../exchange/observation.js';
import { host, join } from '../../exchange/scenario.js';
import { refusalsForLoad } from '../../exchange/words.js';
import { NoToken, type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { Misbehaving } from '../../sut/testee/misbehaving.js';
import { type Pulse, pulse } from './pulse.js';

/** How long a Join in a fresh world may take, in milliseconds. */
const PROBE_MS = 5_000;

/** The target hangs or has died. */
export class TargetLost extends Unreachable {
  /** `history` is that of the world in which the loss was noticed, until then. */
  constructor(
    readonly how: 'hung' | 'dead',
    why: string,
    readonly history?: History,
  ) {
    super(why);
  }
}

/**
 * A testee whose process is gone, and that has been in a meeting before, was most likely taken down by the client in it,
 * by an error that nobody caught: a scenario that does it again accuses the client.
 */
export function clientDeath({ profile }: SystemUnderTest, error: unknown): TargetLost | undefined {
  if (profile.side !== 'client' || !(error instanceof Misbehaving) || error.how !== 'goes down with its client')
    return undefined;
  return new TargetLost('dead', `the client has taken its process down: ${error.message}`);
}

/** How long the probe's Join may take where the machine has too much else to do, in milliseconds. */
const STARVED_MS = 30_000;

/**
 * Probes the target by a Join in a fresh world, which may take `withinMs`.
 * @throws {@link TargetLost} where nobody can join any more.
 */
export async function mustBeAlive(system: SystemUnderTest, withinMs = PROBE_MS, of: Pulse = pulse): Promise<void> {
  const began = performance.now();
  of.start();
  try {
    await probe(system, withinMs);
  } catch (error) {
    const isSlow = error instanceof TargetLost && error.how === 'hung' && of.since(began).starved;
    if (!isSlow || withinMs >= STARVED_MS) throw error;
    await probe(system, STARVED_MS);
  } finally {
    of.stop();
  }
}

/** A server may close what has carried nobody for long: a Join that had its time and no answer hung all the same. */
async function probe(system: SystemUnderTest, withinMs: number): Promise<void> {
  const began = performance.now();
  let overdue = false;
  let answered = false;
  const world = { id: `health-${crypto.randomUUID()}`, seats: [host('prober')], answerMs: withinMs };
  try {
    const bench = await system.open(world, (record) => {
      overdue ||= record.kind === 'overdue';
      answered ||= record.kind === 'seen' && isAnswer(record.observation);
    });
    await bench.act(join('prober')).finally(() => bench.close());
  } catch (error) {
    if (!(error instanceof Unreachable) || error instanceof NoToken || error instanceof Misbehaving) throw error;
    if (error.stuck) throw new TargetLost('hung', `the target hangs: ${error.found}`);
    throw await dead(system, error.found);
  }
  if (answered) return;
  const waitedMs = overdue ? withinMs : performance.now() - began;
  if (waitedMs >= Math.min(withinMs, PROBE_MS))
    throw new TargetLost('hung', `the target hangs: a Join in a fresh room had no answer for ${seconds(waitedMs)}`);
  throw await dead(system, 'it lets nobody in any more');
}

/** A server that says that it is too busy lives. Clause `limit.load`. */
const isAnswer = (seen: Observation): boolean =>
  seen.kind === 'joined' || (seen.kind === 'rejected' && refusalsForLoad.includes(seen.code));

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** How long a process may live on after its sockets have closed, in milliseconds. */
const DYING_MS = 100;

async function dead(system: SystemUnderTest, otherwise: string): Promise<TargetLost> {
  if (system.howEnded?.() === undefined) await delay(DYING_MS);
  return new TargetLost('dead', `the target has died: ${system.howEnded?.() ?? otherwise}`);
}

/**
 * Starts a lost target again, after killing it where it hangs. Rejects with Unreachable where the suite did not start
 * it.
 */
export async function bringBack(system: SystemUnderTest, error: Unreachable): Promise<void> {
  if (!(error instanceof TargetLost && error.how === 'hung')) return system.revive();
  if (!system.restart) throw error;
  await system.restart();
}
