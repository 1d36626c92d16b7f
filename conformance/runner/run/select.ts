/** Which cases are run, and which are skipped because of the system's profile. */

import type { ClauseId } from '../../../gen/clauses.js';
import type { Case } from '../../cases/case.js';
import { cases } from '../../cases/index.js';
import type { Profile } from '../../exchange/profile.js';
import { whyLeftOut } from '../../invariants/left-out.js';
import { UnknownCase } from '../options.js';

/** Whether a name such as `server/end-by-host` matches a glob: `*` stands for anything, `?` for one letter. */
export function matchesGlob(name: string, glob: string): boolean {
  const pattern = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(name);
}

/**
 * The cases of one side that match one of the globs; all where there are none.
 * @throws UnknownCase for a glob that matches no case.
 */
export function select(globs: readonly string[], side: Profile['side'] = 'server'): readonly Case[] {
  const all = cases.filter((one) => one.side === side);
  for (const glob of globs)
    if (!all.some(({ id }) => matchesGlob(id, glob))) throw new UnknownCase(`No case of a ${side} is named "${glob}".`);
  return globs.length === 0 ? all : all.filter(({ id }) => globs.some((glob) => matchesGlob(id, glob)));
}

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

/** Why a case is skipped for this system; empty where it is run. */
export function whyNot(one: Case, profile: Profile, fast = false): string {
  const missing = one.needs.filter((feature) => !profile.features.includes(feature));
  if (missing.length > 0) return `the system does not declare ${missing.join(', ')}`;
  const surplus = one.lacks.filter((feature) => profile.features.includes(feature));
  if (surplus.length > 0) return `the system declares ${surplus.join(', ')}`;
  if (one.window && profile.resumeWindowMs === 0) return 'the system announces no resume window';
  if (one.heartbeat.includes('interval') && !profile.heartbeat?.intervalMs) return 'the system announces no heartbeat';
  if (one.heartbeat.includes('timeout') && !profile.heartbeat?.timeoutMs)
    return 'the system announces no heartbeat timeout';
  if (one.tokens && !profile.tokens) return 'the suite has no access tokens for it (--token-command)';
  if (one.wireOnly !== '' && !profile.wire) return one.wireOnly;
  if (fast && one.timed) return 'left out by --fast';
  const undoable = one.uses.filter((action) => profile.unsupported.includes(action));
  if (undoable.length > 0) return `the system cannot be made to do: ${undoable.join(', ')}`;
  if (heldTo(one, profile).length > 0) return '';
  return [...new Set(one.clauses.map((clause) => whyLeftOut(clause, profile)))].join('; ');
}
