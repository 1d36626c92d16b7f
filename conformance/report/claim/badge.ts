/** The outcome of a run as a badge: a picture, or what shields.io draws one of. */
import type { Report } from '../../exchange/report.js';
import { element, escaped } from '../svg/element.js';
import { plural, width } from '../text.js';
import { whyNoClaim } from './index.js';

/** The colours that shields.io has a name for, and what they look like. */
const colours = {
  brightgreen: '#2f7d32',
  yellowgreen: '#5f7a00',
  orange: '#a85b00',
  red: '#b3261e',
  lightgrey: '#6b6b6b',
} as const;

interface Badge {
  readonly label: string;
  readonly message: string;
  readonly colour: keyof typeof colours;
}

/** What a badge says of a run. */
function badgeOf(report: Report): Badge {
  const { spec, profile, cases, exitCode, selection } = report;
  const badge = (message: string, colour: Badge['colour']): Badge => ({ label: `Adjourn ${spec}`, message, colour });
  if (exitCode === 1) return badge('does not conform', 'red');
  if (exitCode !== 0) return badge(exitCode === 130 ? 'interrupted' : 'no verdict', 'lightgrey');
  const known = cases.filter(({ verdict }) => verdict === 'known-failure').length;
  if (known > 0) return badge(`${plural(known, 'case')} known to fail`, 'orange');
  if (selection !== '') return badge('a part was run', 'lightgrey');
  if (profile.wire && whyNoClaim(report) !== '') return badge('nothing seen broken', 'lightgrey');
  const deviations = profile.deviations.length;
  const apart = deviations === 0 ? '' : `, ${plural(deviations, 'deviation')}`;
  const what = profile.wire ? `${profile.side} conforms` : 'nothing seen broken';
  return badge(`${what}${apart}`, deviations === 0 ? 'brightgreen' : 'yellowgreen');
}

/** The badge as the JSON of a shields.io endpoint. */
export function badgeJson(report: Report): string {
  const { label, message, colour } = badgeOf(report);
  return `${JSON.stringify({ schemaVersion: 1, label, message, color: colour }, null, 2)}\n`;
}

/** In pixels. */
const HEIGHT = 20;
const LETTER = 6.6;
const PADDING = 6;
const BASELINE = 14;

/** The badge as a picture. */
export function badgeSvg(report: Report): string {
  const { label, message, colour } = badgeOf(report);
  const [left, right] = [label, message].map((words) => Math.round(width(words) * LETTER) + 2 * PADDING) as [
    number,
    number,
  ];
  const part = (x: number, wide: number, fill: string) => element('rect', { x, width: wide, height: HEIGHT, fill });
  const words = (x: number, wide: number, said: string) =>
    element('text', { x: x + wide / 2, y: BASELINE, textLength: wide - 2 * PADDING }, escaped(said));
  const style = {
    fill: '#fff',
    'text-anchor': 'middle',
    'font-family': 'Verdana,DejaVu Sans,sans-serif',
    'font-size': 11,
  };
  const name = `${label}: ${message}`;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: left + right,
    height: HEIGHT,
    role: 'img',
    'aria-label': name,
  };
  const rounded = element('clipPath', { id: 'r' }, element('rect', { width: left + right, height: HEIGHT, rx: 3 }));
  return `${element(
    'svg',
    attributes,
    element('title', {}, escaped(name)),
    rounded,
    element('g', { 'clip-path': 'url(#r)' }, part(0, left, '#444'), part(left, right, colours[colour])),
    element('g', style, words(0, left, label), words(left, right, message)),
  )}\n`;
}
