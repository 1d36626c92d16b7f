/** Is the target still there? Asked whenever an answer is missed or a connection breaks off, before anybody is blamed for it. */
import { host, join } from '../exchange/index.js';
import { type SystemUnderTest, Unreachable } from '../sut/system.js';

/** How long a Join in a fresh world may take, in milliseconds. DESIGN: section 6, deadlines. */
const PROBE_MS = 5_000;

/** The target hangs or has died. */
export class TargetLost extends Unreachable {
  constructor(
    readonly how: 'hung' | 'dead',
    why: string,
  ) {
    super(why);
  }
}

/** Throws {@link TargetLost} where nobody can join a fresh world any more. */
export async function mustBeAlive(system: SystemUnderTest): Promise<void> {
  let overdue = false;
  let joined = false;
  const world = { id: `health-${crypto.randomUUID()}`, seats: [host('prober')], answerMs: PROBE_MS };
  try {
    const bench = await system.open(world, (record) => {
      overdue ||= record.kind === 'overdue';
      joined ||= record.kind === 'seen' && record.observation.kind === 'joined';
    });
    await bench.act(join('prober')).finally(() => bench.close());
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new TargetLost('dead', `the target has died: ${system.obituary?.() ?? error.message}`);
  }
  if (joined) return;
  if (overdue)
    throw new TargetLost('hung', `the target hangs: a Join in a fresh room had no answer for ${PROBE_MS / 1000} s`);
  throw new TargetLost('dead', `the target has died: ${system.obituary?.() ?? 'it lets nobody in any more'}`);
}
