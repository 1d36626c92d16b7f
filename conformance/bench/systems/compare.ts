/** Whether two runs of one system come to the same cells on the page, whatever their seeds are. */
import { CELL_WORDS, matrixOf, type NamedReport } from '../../report/matrix/index.js';

/** The clauses whose cells differ, a line each; empty where the two say the same. */
export function cellsThatDiffer(one: NamedReport, other: NamedReport): readonly string[] {
  const { rows } = matrixOf([one, other]);
  return rows.flatMap(({ clause, cells }) => {
    const [left = '', right = ''] = cells.map(({ kind }) => CELL_WORDS[kind]);
    return left === right ? [] : [`${clause}: ${left} in ${one.name}, ${right} in ${other.name}`];
  });
}
