// What a test file meets here in place of Vitest: it collects the tests, so that they can be called again for each mutant
// within one process. Starting Vitest takes half a second and more, and most tests a millisecond.

import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';

export const expect = (value, message) => chai.expect(value, message);

// Where Vitest runs, as it does for the test of this file, it has done so already.
if (!globalThis[GLOBAL_EXPECT]) {
  for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);
  // The files that tests keep hold what helpers have written, and these are not changed here.
  chai.use(({ Assertion }) => Assertion.addMethod('toMatchFileSnapshot', () => {}));
  globalThis[GLOBAL_EXPECT] = expect;
  setState({ assertionCalls: 0 }, expect);
}
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);

let collected = new Map();
let file = '';
let suites = [];

/** What was collected since the last call: of each test its id, its name, its file and its function. */
export function collect() {
  const tests = [...collected.values()];
  collected = new Map();
  return tests;
}

/** The tests that follow are those of this file. */
export function inFile(path) {
  file = path;
}

export function test(name, ...rest) {
  const full = [...suites, name].join(' ');
  let id = `${file}#${full}`;
  for (let more = 2; collected.has(id); more += 1) id = `${file}#${full} (${more})`;
  collected.set(id, { id, name: full, file, run: rest.find((one) => typeof one === 'function') });
}

export function describe(name, ...rest) {
  suites = [...suites, name];
  rest.find((one) => typeof one === 'function')();
  suites = suites.slice(0, -1);
}

/** A title needs to be unique, and not to be read: the place in the table is enough. */
const each =
  (register) =>
  (table) =>
  (name, ...rest) => {
    const body = rest.find((one) => typeof one === 'function');
    for (const [place, row] of [...table].entries())
      register(`${name} [${place}]`, () => (Array.isArray(row) ? body(...row) : body(row)));
  };

test.each = each(test);
describe.each = each(describe);
export const it = test;
