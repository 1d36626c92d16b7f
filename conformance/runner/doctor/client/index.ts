/** The doctor for testees: what a first run of a client would stumble over. DESIGN: section 6. */
import { type SystemUnderTest, Unreachable } from '../../../sut/system.js';
import type { Testee } from '../../../sut/testee/index.js';
import { bad, type Finding, good, note } from '../finding.js';
import type { Diagnosis } from '../index.js';
import { duplicates } from './duplicates.js';
import { leaving } from './leaving.js';
import { joining } from './probes.js';
import { reasons } from './reasons.js';
import { isUntrustworthy, untrustworthy } from './trust.js';

/** How long all looks may take together; with the hello and the nonsense this stays below 10 s. In milliseconds. */
const LOOKS_MS = 3_500;

/** Each in a world of its own, all at the same time. */
const looks: readonly ((system: SystemUnderTest) => Promise<Finding[]>)[] = [joining, reasons, duplicates, leaving];

/** `nonsense`: gives the testee a command that nobody knows. Whatever is wrong with the testee itself ends the look. */
export async function examineClient(system: Testee): Promise<Diagnosis> {
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, LOOKS_MS, 'late').unref());
  const first: Finding[] = declares(system);
  try {
    first.push(await nonsense(system));
    const results = await Promise.all(looks.map((look) => Promise.race([look(system), late])));
    const findings = results.flatMap((result) => (result === 'late' ? [] : result));
    const unfinished = results.filter((result) => result === 'late').length;
    const slow = bad(
      `${unfinished} of ${looks.length} looks were not over after ${LOOKS_MS / 1_000} s`,
      'see what it waits for',
    );
    const all = [...first, ...findings, ...(unfinished > 0 ? [slow] : [])];
    return { findings: all, runs: unfinished < looks.length && !all.some(isUntrustworthy) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { findings: [...first, bad(error.found, error.advice)], runs: false };
  }
}

function declares({ profile }: SystemUnderTest): Finding[] {
  const { name, unsupported } = profile;
  if (unsupported.length === 0) return [good(`is "${name}", and can do everything`)];
  return [
    good(`is "${name}"`),
    note(`cannot be made to do: ${unsupported.join(', ')}`, 'cases that need it are skipped'),
  ];
}

async function nonsense(system: Testee): Promise<Finding> {
  const answer = await system.nonsense();
  if (answer.kind === 'unsupported') return good('says of a command that it does not know that it is unsupported');
  return untrustworthy(
    `accepts nonsense: it answers a command that nobody knows with ${answer.kind}`,
    'answer "unsupported", so that a skipped case is not taken for a passed one',
  );
}
