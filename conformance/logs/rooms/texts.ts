/**
 * Keeps what a line of a log says beside its records, for as long as they are kept. The texts of a group stand in
 * pages of bytes: thousands of strings that live for minutes would make the collector of garbage keep far more.
 */
import type { LoggedRecord, RoomGroup } from './types.js';

/** A longer line is cut: who is there may fill thousands of characters. */
const MOST_KEPT = 600;
const ELLIPSIS = '…';
/** In bytes: a short meeting takes little, and a long one few pages. Each holds the longest text. */
const FIRST_PAGE = 2_048;
const LARGEST_PAGE = 16_384;
/** Before each text stands its length. */
const LENGTH_BYTES = 2;

/** Gives its text to the records that a line has become, which are the latest of their group. */
export function keepText(group: RoomGroup, line: number, text: string): void {
  const { records } = group;
  if (records.at(-1)?.line !== line) return;
  const part = text.length > MOST_KEPT ? text.slice(0, MOST_KEPT - 1) + ELLIPSIS : text;
  const length = Buffer.byteLength(part);
  const page = pageFor(group, LENGTH_BYTES + length);
  const offset = group.pageUsed;
  page.writeUInt16LE(length, offset);
  page.write(part, offset + LENGTH_BYTES);
  group.pageUsed += LENGTH_BYTES + length;
  for (let index = records.length - 1; records[index]?.line === line; index -= 1) {
    const record = records[index] as LoggedRecord;
    record.page = page;
    record.offset = offset;
  }
}

function pageFor(group: RoomGroup, bytes: number): Buffer {
  const { page, pageUsed } = group;
  if (page && page.length - pageUsed >= bytes) return page;
  const made = Buffer.allocUnsafeSlow(page ? Math.min(LARGEST_PAGE, 2 * page.length) : FIRST_PAGE);
  group.page = made;
  group.pageUsed = 0;
  return made;
}

/** The line of a record as it stands in the log, or its beginning; empty where it is not kept. */
export function textOfRecord({ page, offset = 0 }: LoggedRecord): string {
  if (!page) return '';
  const from = offset + LENGTH_BYTES;
  return page.toString('utf8', from, from + page.readUInt16LE(offset));
}
