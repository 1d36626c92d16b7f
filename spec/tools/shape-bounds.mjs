// What the sources keep to, each figure by its name. `npm run shape` measures them.

export const bounds = {
  'lines of a file: median': { least: 50, most: 110 },
  'lines of a file: most': { most: 250 },
  'files beside one another': { most: 25 },
  'circles of files': { most: 0 },
  'deepest chain of imports': { most: 18 },
  classes: { most: 80 },
  'exports with a docblock, %': { least: 90 },
};
