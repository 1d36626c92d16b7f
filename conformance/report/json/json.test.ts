import { describe, expect, test } from 'vitest';
import { documents } from '../../exchange/codec.js';
import type { LogFinding } from '../../exchange/log-report.js';
import { plain } from '../palette.js';
import { everyVerdict, findingAt, logOf, REPLAY } from '../samples.test.helper.js';
import { json } from './index.js';

const frame = { palette: plain, columns: 100 };

test('a run is one document, with what a reader without this suite needs', () => {
  const document = documents.fromJson(JSON.parse(json.run(everyVerdict, frame, false)));
  if (document.kind !== 'run') throw new Error('the document of a run is read as that of a log');
  const [failure, other] = document.report.cases[0]?.failures ?? [];
  expect(failure).toMatchObject({
    replay: REPLAY,
    words: { level: 'MUST', address: 'spec/room.md#departureonce' },
  });
  expect(failure?.diagram).toContain('  ▶   │ ◀──────────── ParticipantLeft bob#1 1101 │');
  expect(other).not.toHaveProperty('replay');
  expect(document.report.claim).toBe('no claim: 1 clause broken');
});

describe('a log is one document, written piece by piece', () => {
  const write = (findings: readonly LogFinding[]) => {
    const pieces = findings.map((finding, index) => json.finding(finding, 'log.jsonl', frame, index));
    const report = logOf({ 'reason.agree': findings.length });
    return { pieces, text: [...pieces, json.log(report, 'log.jsonl', frame, findings.length)].join('') };
  };

  test.each([0, 1, 30])('with %d violations', (count) => {
    const findings = Array.from({ length: count }, (_, index) => findingAt('reason.agree', index + 1));
    const document = documents.fromJson(JSON.parse(write(findings).text));
    if (document.kind !== 'log') throw new Error('the document of a log is read as that of a run');
    expect(document.file).toBe('log.jsonl');
    expect(document.findings.map(({ line }) => line)).toEqual(findings.map(({ line }) => line));
    const { broken, ...rest } = document.report;
    const { broken: counted, ...written } = logOf({ 'reason.agree': count });
    expect(rest).toEqual(written);
    expect(broken.map(({ times, first }) => [times, first.length])).toEqual(
      counted.map(({ times, first }) => [times, first.length]),
    );
  });

  test('no piece grows with what was found before', () => {
    const { pieces } = write(Array.from({ length: 30 }, () => findingAt('reason.agree', 1)));
    expect(new Set(pieces.slice(1)).size).toBe(1);
  });
});
