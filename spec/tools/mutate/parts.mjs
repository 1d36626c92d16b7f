// The parts whose code is mutated: which files, which tests may kill a mutant of them, and how many of them have to.
// Only tests within one process are of use here, and none that takes many seconds.

const noTests = ['!**/*.test.ts', '!**/*.test.helper.ts'];

/** The quick tests of the invariants: every one of them reads timelines as well. */
const invariants = [
  'conformance/invariants/clauses',
  'conformance/invariants/timeline',
  'conformance/invariants/heartbeat-first.test.ts',
  'conformance/invariants/silence.test.ts',
  'conformance/invariants/clauses.test.ts',
  'conformance/invariants/judgements.long.test.ts',
];

/** These search for each wrong copy once more, and take longer than all the rest. */
const wrongCopiesAgain = /reach\.test\.ts#of every wrong copy/;

/** What these would notice is noticed as well by the digests of what is said of the same histories. */
const goldenAgain = /oracle\/golden\.test/;

/** By name. `mutate` are patterns of Stryker's; `tests` are files, and folders with all their files. */
export const parts = {
  machines: {
    bound: 90,
    // What explores the machines, and what tests are written with, is no part of them.
    mutate: [
      'spec/machine/**/*.ts',
      '!spec/machine/**/{explore,lossy,testing}/**',
      '!spec/machine/**/explore.ts',
      '!spec/machine/{search,assert-never}.ts',
      ...noTests,
    ],
    // Of the oracle's tests too: what happens to a connection behind the server's back is there for the oracle.
    tests: ['spec/machine', 'conformance/oracle'],
    // The explorations take seconds each, and have no end where a change makes endless states; the model of lossy connections,
    // and what is said of the explorations, say nothing of the machines.
    without: [/explore\.long\.test/, /reachable\.long\.test/, /\/lossy\//, wrongCopiesAgain, goldenAgain],
  },
  oracle: {
    bound: 85,
    mutate: ['conformance/oracle/**/*.ts', ...noTests],
    tests: ['conformance/oracle'],
    without: [wrongCopiesAgain, goldenAgain],
  },
  timeline: {
    bound: 85,
    mutate: ['conformance/invariants/timeline/**/*.ts', ...noTests],
    tests: invariants,
  },
  invariants: {
    bound: 85,
    mutate: ['conformance/invariants/*.ts', 'conformance/invariants/clauses/**/*.ts', ...noTests],
    tests: invariants,
  },
  logs: {
    bound: 80,
    mutate: ['conformance/logs/**/*.ts', ...noTests],
    tests: ['conformance/logs'],
    // Each of these judges all golden examples in several ways, or hours of meetings.
    without: [
      /(examples|twins)\.long\.test/,
      /clock\.test\.ts#the golden examples/,
      /#several logs .* however it is divided/,
    ],
  },
};

/** Is this one of the tests of a part? `id` is a file, and behind a `#` the name of the test. */
export const isWanted = ({ without = [] }, id) => !without.some((pattern) => pattern.test(id));
