/** In which order the chosen cases are run, and which are skipped because of the system's profile. */

import type { ClauseId } from '../../../gen/clauses.js';
import type { Case } from '../../cases/case.js';
import { NOT_DECLARED } from '../../exchange/features.js';
import { type Profile, TOKEN_CLAIMS } from '../../exchange/profile.js';
import { whyLeftOut } from '../../invariants/left-out.js';
import type { RunOptions } from '../options.js';

/** The cases that prove one of these clauses, and all others. */
export function earlyAndLate(chosen: readonly Case[], first: readonly ClauseId[] = []): readonly (readonly Case[])[] {
  const isEarly = ({ clauses }: Case) => clauses.some((clause) => first.includes(clause));
  return [chosen.filter(isEarly), chosen.filter((one) => !isEarly(one))];
}

/**
 * The order of a run: cases that wait for times go together, where the last of them stands; those that must run alone
 * come last.
 */
export function inPhases(chosen: readonly Case[]): readonly Case[] {
  const others = chosen.filter(({ alone }) => !alone);
  const waiting = others.filter(({ timed }) => timed);
  const plain = (part: readonly Case[]) => part.filter(({ timed }) => !timed);
  const until = others.findLastIndex(({ timed }) => timed) + 1;
  return [
    ...plain(others.slice(0, until)),
    ...waiting,
    ...plain(others.slice(until)),
    ...chosen.filter(({ alone }) => alone),
  ];
}

/** Whether a case waits for announced times at the same time as all others that do. */
export const waitsWithOthers = ({ timed, alone }: Case): boolean => timed && !alone;

/** The clauses of a case that the system is not exempt from. */
export const heldTo = ({ clauses }: Case, profile: Profile): readonly ClauseId[] =>
  clauses.filter((clause) => whyLeftOut(clause, profile) === '');

/** What the options of a run say of cases that would be run, or skipped, otherwise. */
type WhatIsRun = Pick<RunOptions, 'fast' | 'deviations'>;

/** Why a case is skipped for this system; empty where it is run. */
export function whyNot(one: Case, profile: Profile, { fast = false, deviations = [] }: WhatIsRun = {}): string {
  const missing = one.needs.filter((feature) => !profile.features.includes(feature));
  if (missing.length > 0) return `${NOT_DECLARED} ${missing.join(', ')}`;
  const surplus = one.lacks.filter((feature) => profile.features.includes(feature));
  if (surplus.length > 0) return `the system declares ${surplus.join(', ')}`;
  if (one.window && profile.resumeWindowMs === 0) return 'the system announces no resume window';
  if (one.heartbeat.includes('interval') && !profile.heartbeat?.intervalMs) return 'the system announces no heartbeat';
  if (one.heartbeat.includes('timeout') && !profile.heartbeat?.timeoutMs)
    return 'the system announces no heartbeat timeout';
  if (one.tokens && !profile.tokens) return 'the suite has no access tokens for it (--token-command)';
  if (one.signs && profile.unsupported.includes(TOKEN_CLAIMS))
    return 'the suite does not sign the access tokens itself (--token-secret-env)';
  if (one.wireOnly !== '' && !profile.wire) return one.wireOnly;
  if (fast && one.timed) return 'left out by --fast';
  const undoable = one.uses.filter((action) => profile.unsupported.includes(action));
  if (undoable.length > 0) return `the system cannot be made to do: ${undoable.join(', ')}`;
  if (heldTo(one, profile).length > 0) return '';
  // It shows whether the target does break what it is said to break.
  if (one.clauses.some((clause) => deviations.some((declared) => declared.clause === clause))) return '';
  return [...new Set(one.clauses.map((clause) => whyLeftOut(clause, profile)))].join('; ');
}
