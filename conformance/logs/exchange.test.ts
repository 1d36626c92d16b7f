/** The complete exchange of spec/exchange.md: it keeps to the schemas and to the clauses, and shows every field that there is. */
import { readFileSync } from 'node:fs';
import { type DescMessage, fromJson, type JsonObject, type JsonValue } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { ClientMessageSchema, ServerMessageSchema } from '../../gen/es/index.js';
import { judgeLines } from '../bench/judge/logs.test.helper.js';

const page = readFileSync(new URL('../../spec/exchange.md', import.meta.url), 'utf8');
const lines = [...page.matchAll(/```json\n([\s\S]*?)```/g)].flatMap(([, text = '']) => text.trimEnd().split('\n'));
const frames = lines.map((line) => JSON.parse(line) as JsonObject);

/** Each field of a message and of the messages inside of it; those alone that `shown` has, where it is given. */
function fieldsOf(type: DescMessage, shown?: JsonValue, found = new Set<string>()): Set<string> {
  for (const field of type.fields) {
    const value = shown === undefined ? undefined : (shown as JsonObject)[field.jsonName];
    if (shown !== undefined && value === undefined) continue;
    found.add(String(field));
    const inner = field.fieldKind === 'message' || field.fieldKind === 'list' ? field.message : undefined;
    if (inner === undefined) continue;
    if (shown === undefined) fieldsOf(inner, undefined, found);
    else for (const one of Array.isArray(value) ? value : [value as JsonValue]) fieldsOf(inner, one, found);
  }
  return found;
}

describe.each([
  ['fromClient', ClientMessageSchema],
  ['fromServer', ServerMessageSchema],
])('what the page shows %s', (side, schema) => {
  const messages = frames.flatMap((frame) => frame[side] ?? []);

  it('is what the schema allows', () => {
    expect(messages.length).toBeGreaterThan(10);
    for (const message of messages) expect(() => fromJson(schema, message)).not.toThrow();
  });

  it('has every field', () => {
    const shown = new Set(messages.flatMap((message) => [...fieldsOf(schema, message)]));
    expect([...fieldsOf(schema)].filter((name) => !shown.has(name))).toEqual([]);
  });
});

it('is right, as a log that is complete', async () => {
  const { findings, report } = await judgeLines(lines);
  expect(findings).toEqual([]);
  expect(report.remarks).toEqual([]);
  expect(report.lines).toBe(lines.length);
});

it.each([
  ['a reason that differs', '"code":1002', '"code":1001', 'reason.true'],
  ['a close code that does not fit', '"code":4003', '"code":4002', 'close.code'],
  [
    'a number that names no request of the leaver',
    '"sequence":2,"replyTo":0,"roomLeft"',
    '"sequence":2,"replyTo":1,"roomLeft"',
    'request.settled-by-room-left',
  ],
])('would be wrong with %s', async (_, from, to, clause) => {
  const text = lines.join('\n');
  expect(text).toContain(from);
  const { findings } = await judgeLines(text.replace(from, to).split('\n'));
  expect(findings.map((finding) => finding.clause)).toContain(clause);
});
