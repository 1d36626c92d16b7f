/** The claim of a run as a document: its sentence, and who saw it when. */
import type { Report } from '../../exchange/report.js';
import { meaningOf } from '../summary.js';
import { plural } from '../text.js';

/** Two lines; where nothing may be claimed, the first says why. */
export function claimText(report: Report): string {
  const { claim, suite, date, seed, cases } = report;
  const by = `Seen by adjourn ${suite} on ${date}: ${plural(cases.length, 'case')}${seed === 0 ? '' : `, seed ${seed}`}.`;
  return `${claim === '' ? `No claim. ${whyNone(report)}` : claim}\n${by}\n`;
}

function whyNone(report: Report): string {
  const meaning = meaningOf(report);
  return report.exitCode === 0 && report.selection !== ''
    ? `A part was run (${report.selection}). ${meaning}`
    : meaning;
}
