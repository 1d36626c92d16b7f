/** Joins once, in a room of its own, to learn what a server says of itself. */
import { randomUUID } from 'node:crypto';
import { host, type Observation } from '../../exchange/index.js';
import { Unreachable } from '../system.js';
import { Line } from './line.js';

/** How long a server has for its first Joined, in milliseconds. DESIGN: section 6. */
const JOINED_MS = 10_000;

type Joined = Observation & { kind: 'joined' };

export async function ask(url: string): Promise<Joined> {
  const seen: Observation[] = [];
  const line = new Line(url, host('prober'), (observation) => seen.push(observation));
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unreachable(`${url} answered no Join within ${JOINED_MS / 1000} s`)),
      JOINED_MS,
    );
  });
  try {
    await Promise.race([line.join(`probe-${randomUUID()}`), deadline]);
  } finally {
    clearTimeout(timer);
    line.discard();
  }
  const joined = seen.find((observation): observation is Joined => observation.kind === 'joined');
  if (joined) return joined;
  const instead = seen.map((one) => (one.kind === 'rejected' ? `Rejected ${one.code}` : one.kind)).join(', ');
  throw new Unreachable(`${url} did not let anybody join: instead of Joined came ${instead || 'nothing'}`);
}
