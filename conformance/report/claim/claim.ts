/** The claim of a run as a document: its sentence, and who saw it when. */
import { clauses } from '../../../gen/clauses.js';
import type { Report } from '../../exchange/report.js';
import { runMeaning } from '../summary.js';
import { plural } from '../text.js';
import { claimOf, whyNoClaim } from './index.js';

/** Two lines; where nothing may be claimed, the first says why, and what was seen. */
export function claimText(report: Report): string {
  const { suite, date, seed, cases } = report;
  const by = `Seen by adjourn ${suite} on ${date}: ${plural(cases.length, 'case')}${seed === 0 ? '' : `, seed ${seed}`}.`;
  const why = whyNoClaim(report);
  return `${why === '' ? claimOf(report) : `No claim: ${why}. ${seen(report)}`}\n${by}\n`;
}

/** Of a system with another protocol, the specification says what may be said instead. */
function seen(report: Report): string {
  const { spec, profile, cases, exitCode, clauses: tallies } = report;
  const isNew = cases.every(({ verdict }) => verdict !== 'known-failure');
  if (profile.wire || exitCode !== 0 || !isNew) return runMeaning(report);
  const held = new Set<string>([
    ...tallies.filter(({ checks, untold }) => checks > 0 || untold > 0).map(({ clause }) => clause),
    ...profile.deviations.map(({ clause }) => clause),
  ]);
  const binding = Object.entries(clauses).filter(
    ([id, clause]) => !('untestable' in clause) && !id.startsWith('client.'),
  );
  const open = binding.map(([id]) => id).filter((id) => !held.has(id));
  const merged = [...new Set(tallies.flatMap(({ notToldApart }) => notToldApart))].sort();
  const parts = [
    `No clause of Adjourn ${spec} was seen broken`,
    ...(open.length === 0 ? [] : [`not held against it: ${open.join(', ')}`]),
    ...(merged.length === 0 ? [] : [`not told apart: ${merged.join(' · ')}`]),
    ...profile.deviations.map(({ clause, why }) => `deviates from ${clause} (${why})`),
  ];
  return `${parts.join('; ')}.`;
}
