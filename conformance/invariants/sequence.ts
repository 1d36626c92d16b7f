import type { Sheet } from './sheet.js';
import type { View } from './view.js';
import { messageWords } from './words.js';

/** `sequence.dense`: 1 for Joined, then one more each. Judged up to the first number that is wrong. */
export function sequenceDense(view: View, sheet: Sheet): void {
  for (const { connection, joined } of view.stays) {
    let expected = 1;
    for (const { seen, at } of connection?.log ?? []) {
      if (at < (joined?.at ?? 0) || !('sequence' in seen) || seen.sequence === undefined) continue;
      sheet.held('sequence.dense');
      if (seen.sequence !== expected) {
        const wrong = `${messageWords(seen)} with sequence ${seen.sequence}`;
        sheet.against('sequence.dense', at, `sequence ${expected}`, wrong);
        break;
      }
      expected += 1;
    }
  }
}

/** `sequence.refused-join`: 0, for there is no stream that it could be numbered in. */
export function sequenceRefusedJoin(view: View, sheet: Sheet): void {
  for (const { refused } of view.joins) {
    if (refused?.sequence === undefined) continue;
    sheet.held('sequence.refused-join');
    if (refused.sequence === 0) continue;
    const seen = `Rejected{${refused.code}} with sequence ${refused.sequence}`;
    sheet.against('sequence.refused-join', refused.at, 'sequence 0', seen);
  }
}
