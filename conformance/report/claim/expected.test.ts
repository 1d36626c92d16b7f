/** What every reporter says of failures that were expected. */
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { compareReports } from '../compare/index.js';
import { github } from '../github/index.js';
import { html } from '../html/index.js';
import { json } from '../json/index.js';
import { junit } from '../junit/index.js';
import { markdown } from '../markdown/index.js';
import { failureBy, reportOf, resultOf } from '../matrix/reports.test.helper.js';
import { plain } from '../palette.js';

const frame = { palette: plain, columns: 100 };
const failures = [{ ...failureBy('close.code'), known: 'it is old' }];
const leave = resultOf('server/leave', ['close.code'], 'known-failure', { failures });
const entry = { caseId: 'server/leave', clause: 'close.code', reason: 'it is old', of: 3, fails: 3 } as const;
const gone = { ...entry, caseId: 'server/end', state: 'stale', fails: 0 } as const;
const known = reportOf([leave, resultOf('server/end', ['close.code'], 'pass')], {
  known: [{ ...entry, state: 'holds' }],
  declared: [{ clause: 'close.follows', why: 'a proxy', seen: 4 }],
});
const stale = { ...known, exitCode: 1 as const, known: [...known.known, gone] };

/** The elements of a JUnit file that say how a case ended. */
function outcomes(xml: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (['skipped', 'failure', 'error'].includes(name)) found.push(`${name}: ${attributes.message}`);
  });
  parser.write(xml).close();
  return found;
}

describe('a failure that was known', () => {
  test('is skipped with its reason, for JUnit', () => {
    expect(outcomes(junit.run(known, frame, false))).toEqual(['skipped: fails as known: close.code (it is old)']);
  });

  test('has a verdict of its own in HTML, with the reason', () => {
    const page = html.run(known, frame, false);
    expect(page).toContain('id="cases-known-failure"');
    expect(page).toContain('class="case known-failure"');
    expect(page).toContain('close.code (it is old)');
    expect(page).toContain('Declared deviation from close.follows (a proxy): seen in 4 meetings.');
  });

  test('is counted in Markdown, in a list of what was expected, and drawn nowhere', () => {
    const page = markdown.run(known, frame, false);
    expect(page).toContain('1 failed as known, 1 passed');
    expect(page).toContain('### Expected to fail');
    expect(page).not.toContain('### ✗');
  });

  test('is no annotation for GitHub', () => {
    expect(github.run(known, frame, false)).toBe('');
  });

  test('stands in the document, with the reason, and the run claims nothing', () => {
    const { cases, claim } = JSON.parse(json.run(known, frame, false));
    expect(cases[0]).toMatchObject({ verdict: 'VERDICT_KNOWN_FAILURE', failures: [{ known: 'it is old' }] });
    expect(claim).toBe('no claim: 1 case fails as known');
  });

  test('stands where an unknown one stood, when runs are compared', () => {
    const before = reportOf([resultOf('server/leave', ['close.code'], 'fail'), ...known.cases.slice(1)]);
    const { changes } = compareReports({ kind: 'run', report: before }, { kind: 'run', report: known });
    expect(changes).toEqual([]);
  });
});

test('a known failure that is gone fails the run in every format', () => {
  const sentence = 'Stale: server/end breaks close.code no longer, 3 of 3 replays passed';
  expect(outcomes(junit.run(stale, frame, false)).at(-1)).toContain(`failure: ${sentence}`);
  expect(github.run(stale, frame, false)).toMatch(new RegExp(`^::error title=.*::${sentence}`));
  expect(html.run(stale, frame, false)).toContain(sentence);
  expect(markdown.run(stale, frame, false)).toContain('Stale: server/end breaks close.code no longer');
});
