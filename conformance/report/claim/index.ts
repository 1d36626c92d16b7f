/** What a run entitles to say of the system, in the words of `claim.worded` in spec/conformance.md. */
import type { Profile } from '../../exchange/profile.js';
import type { Report } from '../../exchange/report.js';
import { plural } from '../text.js';

/** Options by which a run leaves out cases: such a run says too little. */
const CHOOSING = /--(case|fast|exclude|clause|feature|set|last-failed|shard)\b/;

/** The claim, or why there is none, in one sentence without a full stop. */
export function claimOf(report: Report): string {
  const without = whyNone(report);
  if (without !== '') return `no claim: ${without}`;
  const { side, features, deviations } = report.profile;
  const offered = features.length === 0 ? 'base' : `feature${features.length === 1 ? '' : 's'} ${listed(features)}`;
  const what = side === 'server' ? `server, ${offered}` : side;
  const but = deviations.map(({ clause, why }) => `deviates from ${clause} (${why})`).join('; ');
  return `conforms to Adjourn ${report.spec}, ${what}${but && `; ${but}`}`;
}

function whyNone({ cases, profile, exitCode, options, clauses }: Report): string {
  const broken = clauses.filter((tally) => tally.broken > 0).length;
  if (exitCode === 1) return broken === 0 ? 'a case failed' : `${plural(broken, 'clause')} broken`;
  if (exitCode !== 0) return 'the run came to no verdict';
  if (cases.some(({ id }) => id === 'replay')) return 'one scenario alone was played';
  if (!profile.wire) return 'the system speaks a protocol of its own';
  const [chosen] = CHOOSING.exec(options) ?? [];
  return chosen === undefined ? '' : `only a part of the cases was run (${chosen})`;
}

const listed = (names: Profile['features']): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
