/** The diagrams of a log as text, for those who show a violation without this suite at hand. */
import type { LogFinding, LogReport } from '../../exchange/log-report.js';
import { drawDiagram } from '../diagram.js';
import { withNames } from './names.js';

/** Columns of a diagram in a document. */
const COLUMNS = 100;

/** The finding with its diagram, where its lines are kept. */
export function drawnFinding(finding: LogFinding): LogFinding {
  const { clause, allowed, scene, names = {} } = finding;
  if (!scene) return finding;
  const { history, wrong } = scene;
  const drawn = drawDiagram({ clause, at: wrong, history, allowed: withNames(allowed, names) }, COLUMNS);
  return { ...finding, diagram: drawn.map(({ text }) => `${text}\n`).join('') };
}

/** The report with the diagrams of all findings that are kept. */
export const drawnReport = (report: LogReport): LogReport => ({
  ...report,
  broken: report.broken.map((one) => ({ ...one, first: one.first.map(drawnFinding) })),
});
