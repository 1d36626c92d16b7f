import type { Sheet } from '../sheet.js';
import type { Timeline } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `departure.last`: after RoomLeft only the close frame. */
export function departureLast(timeline: Timeline, sheet: Sheet): void {
  for (const { left, after } of timeline.connections) {
    if (!left) continue;
    sheet.held('departure.last');
    const [first] = after;
    // A close frame with a code that is no close code is still a close frame; close.code judges it.
    if (!first || isClose(first.seen)) continue;
    sheet.against(
      'departure.last',
      first.index,
      'nothing after RoomLeft but the close frame',
      `${messageWords(first.seen)}, after RoomLeft`,
    );
  }
}

const isClose = (seen: { kind: string; what?: string }): boolean =>
  seen.kind === 'invalid' && (seen.what ?? '').includes('close');
