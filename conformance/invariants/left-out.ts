/**
 * Clauses that a system is not held to: those of the wire where it does not speak it, and those that it declares to
 * break.
 */
import type { ClauseId } from '../../gen/clauses.js';
import type { Profile } from '../exchange/profile.js';

/** Chapters of the prose that are about frames and numbers, which no other system has. */
const wireOnly = ['close', 'frame', 'sequence'];

/** Why the clause is left out; empty where it is not. */
export function whyLeftOut(clause: ClauseId, { wire, features, deviations }: Profile): string {
  const declared = deviations.find((deviation) => deviation.clause === clause);
  if (declared) return `a declared deviation: ${declared.why}`;
  if (clause === 'departure.by-room-left-alone' && features.includes('announces_each'))
    return 'a rule for systems without announces_each';
  const [chapter = ''] = clause.split('.');
  return !wire && wireOnly.includes(chapter) ? 'the system does not speak the wire' : '';
}
