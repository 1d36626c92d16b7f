/** Is the target still there? Asked whenever an answer is missed or a connection breaks off, before anybody is blamed for it. */
import { setTimeout as delay } from 'node:timers/promises';
import { type History, host, join } from '../../exchange/index.js';
import { NoToken, type SystemUnderTest, Unreachable } from '../../sut/system.js';
import { type Pulse, pulse } from './pulse.js';

/** How long a Join in a fresh world may take, in milliseconds. DESIGN: section 6, deadlines. */
const PROBE_MS = 5_000;

/** The target hangs or has died. */
export class TargetLost extends Unreachable {
  /** What was seen in the world that noticed it, until then. */
  history: History | undefined;

  constructor(
    readonly how: 'hung' | 'dead',
    why: string,
  ) {
    super(why);
  }
}

/** Where the machine has too much else to do, the probe is given so much more time, in milliseconds. */
const STARVED_MS = 30_000;

/** Throws {@link TargetLost} where nobody can join a fresh world any more; `withinMs`: how long a Join may take. */
export async function mustBeAlive(system: SystemUnderTest, withinMs = PROBE_MS, of: Pulse = pulse): Promise<void> {
  const began = performance.now();
  of.start();
  try {
    await probed(system, withinMs);
  } catch (error) {
    const isSlow = error instanceof TargetLost && error.how === 'hung' && of.since(began).starved;
    if (!isSlow || withinMs >= STARVED_MS) throw error;
    await probed(system, STARVED_MS);
  } finally {
    of.stop();
  }
}

async function probed(system: SystemUnderTest, withinMs: number): Promise<void> {
  let overdue = false;
  let joined = false;
  const world = { id: `health-${crypto.randomUUID()}`, seats: [host('prober')], answerMs: withinMs };
  try {
    const bench = await system.open(world, (record) => {
      overdue ||= record.kind === 'overdue';
      joined ||= record.kind === 'seen' && record.observation.kind === 'joined';
    });
    await bench.act(join('prober')).finally(() => bench.close());
  } catch (error) {
    if (!(error instanceof Unreachable) || error instanceof NoToken) throw error;
    throw await dead(system, error.found);
  }
  if (joined) return;
  if (overdue)
    throw new TargetLost('hung', `the target hangs: a Join in a fresh room had no answer for ${withinMs / 1000} s`);
  throw await dead(system, 'it lets nobody in any more');
}

/** How long after its sockets a process may be gone itself, in milliseconds. */
const DYING_MS = 100;

async function dead(system: SystemUnderTest, otherwise: string): Promise<TargetLost> {
  if (system.howEnded?.() === undefined) await delay(DYING_MS);
  return new TargetLost('dead', `the target has died: ${system.howEnded?.() ?? otherwise}`);
}

/** What the run keeps of a target that can be lost. */
interface Life {
  readonly system: SystemUnderTest;
  lost: Unreachable | undefined;
}

/** Starts a lost target again. One that hangs is killed before; rejects with Unreachable where it is not ours to kill. */
export async function bringBack(system: SystemUnderTest, error: Unreachable): Promise<void> {
  if (!(error instanceof TargetLost && error.how === 'hung')) return system.revive();
  if (!system.restart) throw error;
  await system.restart();
}

/** A target that is lost is started again; where it cannot be, the run is over after this. */
export async function survive(error: unknown, life: Life): Promise<undefined> {
  if (!(error instanceof TargetLost)) throw error;
  if (!(await bringBack(life.system, error).then(yes, no))) life.lost = error;
}

const yes = () => true;
const no = () => false;
