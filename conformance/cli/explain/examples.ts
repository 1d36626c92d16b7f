/** The golden example that shows a clause: a right history and a wrong one. */
import type { ExampleText } from '../catalogue/catalogue.js';

/** An example that shows a clause. */
export interface GoldenExample {
  readonly file: string;
  readonly title: string;
  /** The lines of the history, from its first round on. */
  readonly right: readonly string[];
  /** The first copy that breaks the clause, as the hunks of a diff; empty where there is none. */
  readonly wrong: readonly string[];
}

/** The shortest example that shows a clause, with a copy that breaks it if any example has one. */
export function exampleOf(clause: string, texts: readonly ExampleText[]): GoldenExample | undefined {
  const breaking = texts.filter(({ copies }) => copies.some((copy) => copy.clause === clause));
  const showing = texts.filter(({ clauses }) => clauses.includes(clause));
  const [best] = (breaking.length > 0 ? breaking : showing).sort((a, b) => a.right.length - b.right.length);
  if (best === undefined) return undefined;
  const { file, title, right, copies } = best;
  return { file, title, right, wrong: copies.find((copy) => copy.clause === clause)?.lines ?? [] };
}
