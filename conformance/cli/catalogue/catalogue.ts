/** What `list` and `explain` show, as plain data. */
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

/** A golden example of the specification: a history, and copies of it that each break a clause. */
export interface ExampleText {
  readonly file: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly right: readonly string[];
  readonly copies: readonly { readonly clause: string; readonly lines: readonly string[] }[];
}

/** Everything that can be listed or explained, but for the clauses, which `gen/clauses.ts` holds. */
export interface Catalogue {
  readonly cases: readonly CaseInfo[];
  readonly mutants: readonly AlterationInfo[];
  readonly variants: readonly AlterationInfo[];
  readonly systems: readonly { readonly name: string; readonly summary: string }[];
  readonly reasons: readonly ReasonEntry[];
  readonly examples: readonly ExampleText[];
}
