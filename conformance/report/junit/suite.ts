/** A report in the terms of JUnit: suites, each with test cases that passed, failed, were skipped or came to nothing. */
import { type XmlElement, xmlText } from './xml.js';

/** A test case. It passed where nothing else is said. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly tookMs?: number;
  readonly outcome?: JunitOutcome | undefined;
  /** What the reader finds as the output of the case; empty where there is nothing to say. */
  readonly output?: string;
}

/** Why a test case did not pass. */
export interface JunitOutcome {
  readonly kind: 'failure' | 'error' | 'skipped';
  /** One line. */
  readonly message: string;
  readonly type?: string;
  /** In full. */
  readonly text?: string;
}

/** Test cases that belong together, and what is the same for all of them. */
export interface JunitSuite {
  readonly name: string;
  readonly tookMs?: number;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly cases: readonly JunitCase[];
}

/** The whole file. */
export const junitText = (suites: readonly JunitSuite[]): string =>
  xmlText({
    name: 'testsuites',
    attributes: { name: 'adjourn', ...counts(suites.flatMap(({ cases }) => cases)), time: seconds(sumOf(suites)) },
    children: suites.map(suiteElement),
  });

const sumOf = (suites: readonly JunitSuite[]): number => suites.reduce((sum, { tookMs = 0 }) => sum + tookMs, 0);

function suiteElement({ name, tookMs = 0, properties, cases }: JunitSuite): XmlElement {
  const skipped = cases.filter(({ outcome }) => outcome?.kind === 'skipped').length;
  const listed = Object.entries(properties).map(
    ([key, value]): XmlElement => ({ name: 'property', attributes: { name: key, value } }),
  );
  return {
    name: 'testsuite',
    attributes: { name, ...counts(cases), skipped, time: seconds(tookMs) },
    children: [{ name: 'properties', attributes: {}, children: listed }, ...cases.map(caseElement)],
  };
}

const counts = (cases: readonly JunitCase[]) => ({
  tests: cases.length,
  failures: cases.filter(({ outcome }) => outcome?.kind === 'failure').length,
  errors: cases.filter(({ outcome }) => outcome?.kind === 'error').length,
});

function caseElement({ classname, name, tookMs = 0, outcome, output = '' }: JunitCase): XmlElement {
  return {
    name: 'testcase',
    attributes: { classname, name, time: seconds(tookMs) },
    children: [
      ...(outcome === undefined ? [] : [outcomeElement(outcome)]),
      ...(output === '' ? [] : [{ name: 'system-out', attributes: {}, children: [output] }]),
    ],
  };
}

const outcomeElement = ({ kind, message, type, text = '' }: JunitOutcome): XmlElement => ({
  name: kind,
  attributes: { message, type },
  children: text === '' ? [] : [text],
});

const seconds = (ms: number): string => (ms / 1_000).toFixed(3);
