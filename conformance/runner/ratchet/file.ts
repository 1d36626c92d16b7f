/** The file of known failures: what it says, read and written. */
import { type ClauseId, clauses } from '../../../gen/clauses.js';
import { cases } from '../../cases/index.js';
import { CodecError, scenarios } from '../../exchange/codec.js';
import type { Shrink } from '../../exchange/report.js';
import type { Scenario } from '../../exchange/scenario.js';

/** A failure that is known: as the file names it, with the scenario that shows it. */
export interface KnownEntry extends Pick<Shrink, 'fails' | 'of' | 'atOnce'> {
  readonly caseId: string;
  readonly clause: ClauseId;
  /** Why it is left as it is, for people; empty until somebody writes it. */
  readonly reason: string;
  readonly scenario: Scenario;
}

/** What is known to fail. */
export interface KnownFailing {
  /** The seed of the run that found the failures: with it, the next run plays the same meetings. */
  readonly seed: number;
  readonly entries: readonly KnownEntry[];
}

const ABOUT =
  'Failures that are known. Write a reason into each; "--update-known-failing" keeps it, and writes all else.';

/** The text of the file: one entry after another, each scenario on a line of its own. */
export function writeKnownFailing({ seed, entries }: KnownFailing): string {
  const sorted = [...entries].sort(
    (one, other) => compare(one.caseId, other.caseId) || compare(one.clause, other.clause),
  );
  const lines = sorted.map(({ caseId, clause, reason, fails, of, atOnce, scenario }) => {
    const shown = Object.entries({ case: caseId, clause, reason, fails, of, atOnce });
    const all = [...shown, ['scenario', scenarios.toJson(scenario)] as const];
    return `    {\n${all.map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n    }`;
  });
  const failures = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "about": ${JSON.stringify(ABOUT)},\n  "seed": ${seed},\n  "failures": ${failures}\n}\n`;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Reads it. @throws CodecError, which says where in the file something is wrong. */
export function readKnownFailing(text: string): KnownFailing {
  const file = objectAt(parsed(text), 'the file');
  const { failures } = file;
  if (!Array.isArray(failures)) throw new CodecError('"failures" is not a list');
  const entries = failures.map((entry: unknown, index) => readEntry(entry, `failures[${index}]`));
  for (const [index, { caseId, clause }] of entries.entries())
    if (entries.findIndex((one) => one.caseId === caseId && one.clause === clause) < index)
      throw new CodecError(`failures[${index}] names ${clause} of ${caseId} a second time`);
  return { seed: wholeAt(file, 'seed', 'the file'), entries };
}

function readEntry(value: unknown, place: string): KnownEntry {
  const entry = objectAt(value, place);
  const caseId = textAt(entry, 'case', place);
  const clause = textAt(entry, 'clause', place);
  if (!cases.some(({ id }) => id === caseId)) throw new CodecError(`${place} names "${caseId}", which is no case`);
  if (!Object.hasOwn(clauses, clause)) throw new CodecError(`${place} names "${clause}", which is no clause`);
  const [fails, of, atOnce] = (['fails', 'of', 'atOnce'] as const).map((key) => wholeAt(entry, key, place));
  return {
    caseId,
    clause: clause as ClauseId,
    reason: textAt(entry, 'reason', place),
    ...{ fails: fails ?? 0, of: of ?? 0, atOnce: Math.max(1, atOnce ?? 1) },
    scenario: scenarioAt(entry, place),
  };
}

function scenarioAt({ scenario }: Readonly<Record<string, unknown>>, place: string): Scenario {
  try {
    return scenarios.fromJson(scenario as Parameters<typeof scenarios.fromJson>[0]);
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    throw new CodecError(`the scenario of ${place} cannot be read (${error.message.replace(/\.$/, '')})`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CodecError('it is not JSON, or only a part of it');
  }
}

function objectAt(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new CodecError(`${place} is not an object`);
}

function textAt(object: Readonly<Record<string, unknown>>, key: string, place: string): string {
  const value = object[key];
  if (typeof value === 'string') return value;
  throw new CodecError(`"${key}" of ${place} is not a text`);
}

function wholeAt(object: Readonly<Record<string, unknown>>, key: string, place: string): number {
  const value = object[key];
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new CodecError(`"${key}" of ${place} is not a whole number`);
}
