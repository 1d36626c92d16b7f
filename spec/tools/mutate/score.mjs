// Sums up what Stryker reports of a part, in its JSON format.

const names = { Killed: 'killed', Timeout: 'timedOut', Survived: 'survived', NoCoverage: 'noCoverage' };

/** Is this mutant one of those that are tried? Stryker numbers them, all files through. */
export const isInSample = (id, sample) => Number(id) % sample === 0;

/**
 * How many mutants there are of each kind, and the score: of those that ended, how many in a hundred were killed. Of a
 * `sample` of 10, only one in ten was tried.
 */
export function scoreOf(report, sample = 1) {
  const counts = { mutants: 0, killed: 0, timedOut: 0, survived: 0, noCoverage: 0 };
  for (const { mutants } of Object.values(report.files))
    for (const { id, status } of mutants) {
      const name = isInSample(id, sample) && names[status];
      // Mutants that a comment calls equal are ignored.
      if (!name) continue;
      counts[name] += 1;
      counts.mutants += 1;
    }
  const ended = counts.mutants - counts.timedOut;
  return { ...counts, score: ended === 0 ? 0 : (100 * counts.killed) / ended };
}

/** What was not killed, a line each: the file, its place, what was changed. */
export function leftOf(report) {
  const left = [];
  for (const [file, { mutants, source }] of Object.entries(report.files))
    for (const { status, location, mutatorName, replacement } of mutants)
      if (status === 'Survived' || status === 'NoCoverage')
        left.push({ file, ...location, status, mutatorName, before: textAt(source, location), after: replacement });
  return left.sort((a, b) => a.file.localeCompare(b.file) || a.start.line - b.start.line);
}

function textAt(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

const columns = ['part', 'mutants', 'killed', 'timed out', 'survived', 'no coverage', 'score', 'bound', 'ok'];

/** A table, a row for each part. */
export function table(rows) {
  const cells = rows.map(({ part, score, bound }) => [
    part,
    score.mutants,
    score.killed,
    score.timedOut,
    score.survived,
    score.noCoverage,
    score.score.toFixed(1),
    bound,
    score.score >= bound ? 'yes' : 'NO',
  ]);
  const all = [columns, ...cells].map((row) => row.map(String));
  const widths = columns.map((_, at) => Math.max(...all.map((row) => row[at].length)));
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
