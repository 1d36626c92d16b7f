import { expect, test } from 'vitest';
import { clausesShown, readHistory } from './history.mjs';

const EXAMPLE = `# A host leaves
clauses   leave.answered
features  extended_codes remove
window    0

round 1
ann > join blue
ann < joined blue$1 ann#1

wrong reason.true
-ann < roomLeft 1101
+ann < roomLeft 1001

wrong departure.once
 ann < closed 4101
+ann < closed 4101
`;

test('an example is read as it is written', () => {
  const example = readHistory(EXAMPLE);
  expect(example.title).toBe('A host leaves');
  expect(example.head.get('features')).toEqual(['extended_codes', 'remove']);
  expect(example.body).toEqual(['round 1', 'ann > join blue', 'ann < joined blue$1 ann#1']);
  expect(example.wrong).toEqual([
    { clause: 'reason.true', edits: ['-ann < roomLeft 1101', '+ann < roomLeft 1001'] },
    { clause: 'departure.once', edits: [' ann < closed 4101', '+ann < closed 4101'] },
  ]);
  expect(clausesShown(example)).toEqual(['leave.answered', 'reason.true', 'departure.once']);
});
