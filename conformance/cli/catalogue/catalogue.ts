/**
 * What `list` and `explain` show, as plain data. The parts of the suite that it comes from take half a second to load, so the
 * build writes it to a file beside this module.
 */
import { readFileSync, statSync } from 'node:fs';
import type { ReasonEntry } from '../../exchange/codec.js';
import type { Profile } from '../../exchange/profile.js';

/** A case, without what it takes to run it. */
export interface CaseInfo {
  readonly id: string;
  readonly title: string;
  readonly side: Profile['side'];
  readonly clauses: readonly string[];
  readonly codes: readonly number[];
  /** Number of scenarios in a run. */
  readonly runs: number;
  /** What a target must have or be able to do, in words. */
  readonly needs: readonly string[];
  /** The seats of {@link sample}, as `ann (host)`. */
  readonly seats: readonly string[];
  /** One scenario: for each round, its steps in words. */
  readonly sample: readonly (readonly string[])[];
}

/** A mutant or a variant, of the reference server or client. */
export interface AlterationInfo {
  readonly name: string;
  readonly summary: string;
  readonly side: Profile['side'];
  /** The clause that a mutant breaks. */
  readonly breaks?: string;
}

/** Everything that can be listed or explained, but for the clauses, which `gen/clauses.ts` holds. */
export interface Catalogue {
  readonly cases: readonly CaseInfo[];
  readonly mutants: readonly AlterationInfo[];
  readonly variants: readonly AlterationInfo[];
  readonly adapters: readonly { readonly name: string; readonly summary: string }[];
  readonly reasons: readonly ReasonEntry[];
}

/** Where the build writes it. */
export const FILE = new URL('catalogue.json', import.meta.url);

/** Modules that every build writes anew: a file that is older than one of them belongs to an earlier build. */
const built = ['cases/index.js', 'mutants/index.js', 'systems/index.js', 'report/words.js'];

/** From the file where there is a current one, and otherwise from the suite itself. */
export async function readCatalogue(): Promise<Catalogue> {
  if (isCurrent()) return JSON.parse(readFileSync(FILE, 'utf8'));
  const { makeCatalogue } = await import('./make.js');
  return makeCatalogue();
}

function isCurrent(): boolean {
  const changed = (url: URL) => statSync(url, { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
  const writtenAt = changed(FILE);
  return built.every((module) => writtenAt >= changed(new URL(`../../${module}`, import.meta.url)));
}
