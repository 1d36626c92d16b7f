/** Which cases are run, and which are skipped because of what the system says of itself. */

import type { ClauseId } from '../../../gen/clauses.js';
import { type Case, cases } from '../../cases/index.js';
import type { Profile } from '../../exchange/index.js';
import { whyLeftOut } from '../../invariants/index.js';
import { UnknownCase } from '../options.js';
import { matchesGlob } from './glob.js';

/** The cases of one side that match a glob. Throws {@link UnknownCase} for a glob that matches none. */
export function select(globs: readonly string[], side: Profile['side'] = 'server'): readonly Case[] {
  const all = cases.filter((one) => one.side === side);
  for (const glob of globs)
    if (!all.some(({ id }) => matchesGlob(id, glob))) throw new UnknownCase(`No case of a ${side} is named "${glob}".`);
  return globs.length === 0 ? all : all.filter(({ id }) => globs.some((glob) => matchesGlob(id, glob)));
}

/**
 * Those that wait for the same times do so together, where the last of them stands; those during which nothing else may go on come last.
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

/** The clauses of a case that the system is held to. */
export const heldTo = ({ clauses }: Case, profile: Profile): readonly ClauseId[] =>
  clauses.filter((clause) => whyLeftOut(clause, profile) === '');

/** Why a case does not concern this system; empty where it does. */
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
  if (fast && one.timed) return 'left out by --fast';
  const undoable = one.uses.filter((action) => profile.unsupported.includes(action));
  if (undoable.length > 0) return `the system cannot be made to do: ${undoable.join(', ')}`;
  if (heldTo(one, profile).length > 0) return '';
  return [...new Set(one.clauses.map((clause) => whyLeftOut(clause, profile)))].join('; ');
}
