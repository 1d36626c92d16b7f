/** The claim that a run bears out, in the words of spec/conformance.md. */
import { clauses } from '../../gen/clauses.js';
import type { Report } from '../exchange/report.js';
import { whyLeftOut } from '../invariants/left-out.js';

type Claimant = Pick<Report, 'spec' | 'profile' | 'cases' | 'clauses' | 'exitCode' | 'selection'>;

/** Empty where nothing may be claimed: something is wrong or open, was known to be wrong, or a part of the cases was not run. */
export function claimOf(report: Claimant): string {
  const { spec, profile, cases, exitCode, selection } = report;
  const isWhole = exitCode === 0 && selection === '' && cases.every(({ verdict }) => verdict !== 'known-failure');
  if (!isWhole) return '';
  const parts = profile.wire ? [`conforms to Adjourn ${spec}, ${classOf(report)}`] : seen(report);
  const deviations = profile.deviations.map(({ clause, why }) => `\`${clause}\` (${why})`);
  return [...parts, ...(deviations.length === 0 ? [] : [`deviates from ${listed(deviations)}`])].join('; ');
}

function classOf({ profile: { side, features } }: Claimant): string {
  if (side === 'client') return 'client';
  return features.length === 0 ? 'server, base' : `server, features ${listed(features)}`;
}

/** A system with another protocol does not conform, whatever was seen of it. */
function seen({ spec, profile, clauses: tallies }: Claimant): string[] {
  const held = new Set(tallies.filter(({ checks, untold }) => checks > 0 || untold > 0).map(({ clause }) => clause));
  const binding = Object.entries(clauses).filter(
    ([id, clause]) => !('untestable' in clause) && !id.startsWith('client.'),
  );
  const rest = binding.map(([id]) => id as keyof typeof clauses).filter((id) => !held.has(id));
  const open = rest.filter((id) => !whyLeftOut(id, profile).startsWith('a declared deviation'));
  const merged = [...new Set(tallies.flatMap(({ notToldApart }) => notToldApart))].sort();
  return [
    `no clause of Adjourn ${spec} was seen broken`,
    ...(open.length === 0 ? [] : [`not held against it: ${open.join(', ')}`]),
    ...(merged.length === 0 ? [] : [`not told apart: ${merged.join(' · ')}`]),
  ];
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
