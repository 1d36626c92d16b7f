/** What a run entitles to say of the system, in the words of `claim.worded` in spec/conformance.md. */
import type { Profile } from '../../exchange/profile.js';
import type { Report } from '../../exchange/report.js';
import { plural } from '../text.js';

type Claimant = Pick<Report, 'spec' | 'profile' | 'cases' | 'clauses' | 'exitCode' | 'options' | 'selection' | 'known'>;

/** Options by which a run leaves out cases, for reports of versions that did not name them apart. */
const CHOOSING = /--(case|fast|exclude|clause|feature|set|last-failed|shard)\b/;

/** The claim, or why there is none, in one sentence without a full stop. */
export function claimOf(report: Claimant): string {
  const without = whyNoClaim(report);
  if (without !== '') return `no claim: ${without}`;
  const { side, features, deviations } = report.profile;
  const offered = features.length === 0 ? 'base' : `feature${features.length === 1 ? '' : 's'} ${listed(features)}`;
  const what = side === 'server' ? `server, ${offered}` : side;
  const but = deviations.map(({ clause, why }) => `deviates from ${clause} (${why})`).join('; ');
  return `conforms to Adjourn ${report.spec}, ${what}${but && `; ${but}`}`;
}

/** Why a run entitles to no claim; empty where it does. */
export function whyNoClaim({ cases, profile, exitCode, options, selection, clauses, known }: Claimant): string {
  const broken = clauses.filter((tally) => tally.broken > 0).length;
  if (exitCode === 1 && known.some(({ state }) => state === 'stale') && !isFailed(cases))
    return 'a known failure is gone';
  if (exitCode === 1) return broken === 0 ? 'a case failed' : `${plural(broken, 'clause')} broken`;
  if (exitCode !== 0) return 'the run came to no verdict';
  if (cases.some(({ id }) => id === 'replay')) return 'one scenario alone was played';
  const chosen = selection || CHOOSING.exec(options)?.[0];
  if (chosen) return `only a part of the cases was run (${chosen})`;
  const asKnown = cases.filter(({ verdict }) => verdict === 'known-failure').length;
  if (asKnown > 0) return `${plural(asKnown, 'case')} ${asKnown === 1 ? 'fails' : 'fail'} as known`;
  if (/--debug\b/.test(options)) return 'the run had no timeouts (--debug)';
  return profile.wire ? '' : 'the system speaks a protocol of its own';
}

const isFailed = (cases: Report['cases']): boolean => cases.some(({ verdict }) => verdict === 'fail');

const listed = (names: Profile['features']): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
