import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { reportOf, resultOf } from '../matrix/reports.test.helper.js';
import { badgeJson, badgeSvg } from './badge.js';

const one = resultOf('server/leave', ['leave.answered'], 'pass');
const server = { name: 'Box', wire: true, side: 'server' as const };
const report = (more: object) => reportOf([one], { exitCode: 0, ...more });
const base = reportOf([one]).profile;
const ours = { ...base, ...server };

test.each([
  [{ profile: ours }, 'server conforms', 'brightgreen'],
  [{ profile: { ...ours, side: 'client' } }, 'client conforms', 'brightgreen'],
  [
    { profile: { ...ours, deviations: [{ clause: 'close.code', why: 'so' }] } },
    'server conforms, 1 deviation',
    'yellowgreen',
  ],
  [{}, 'nothing seen broken', 'brightgreen'],
  [{ profile: ours, options: '--debug' }, 'nothing seen broken', 'lightgrey'],
  [{ profile: ours, selection: '--fast' }, 'a part was run', 'lightgrey'],
  [{ profile: ours, cases: [{ ...one, verdict: 'known-failure' }] }, '1 case known to fail', 'orange'],
  [{ exitCode: 1 }, 'does not conform', 'red'],
  [{ exitCode: 3 }, 'no verdict', 'lightgrey'],
  [{ exitCode: 130 }, 'interrupted', 'lightgrey'],
])('%j', (more, message, color) => {
  expect(JSON.parse(badgeJson(report(more)))).toEqual({ schemaVersion: 1, label: 'Adjourn 1.0', message, color });
  const svg = badgeSvg(report(more));
  new SaxesParser().write(svg).close();
  expect(svg).toContain(`<title>Adjourn 1.0: ${message}</title>`);
});
