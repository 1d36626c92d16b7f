// What the sources keep to, each figure by its name. `npm run shape` measures them.

export const bounds = {
  'lines of a file: median': { least: 50, most: 110 },
  'lines of a file: most': { most: 250 },
  'files beside one another': { most: 25 },
  'circles of files': { most: 0 },
  // The tests of test runners stand on the whole of the runner, the judges and the exchange.
  'deepest chain of imports': { most: 19 },
  classes: { most: 80 },
  'exports with a docblock, %': { least: 90 },
};
