/** What a stream is that holds no lines of text, by how it begins. */

/** A stream that is packed in a way that can be unpacked here. */
export type Packing = 'gzip' | 'zstd';

/** What a stream is, and what to do with it: the rest of a sentence that begins with its name. */
interface Signature {
  readonly bytes: readonly number[];
  readonly at?: number;
  readonly says: string;
}

/** So many bytes are looked at. */
export const LONGEST_SIGNATURE = 512;

/** The bytes of a text. */
const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')];

const packedBy = (tool: string, command: string): string =>
  `is packed by ${tool}: \`${command} FILE | adjourn judge -\` judges what is in it`;

const capture =
  'is a capture of packets, which may be in pieces and encrypted: a log holds the messages, written down where they are read and sent (spec/log.md)';

const utf16 = 'is UTF-16, and JSON is UTF-8: `iconv -f UTF-16 -t UTF-8 FILE | adjourn judge -` judges what is in it';

const signatures: readonly Signature[] = [
  { bytes: letters('BZh'), says: packedBy('bzip2', 'bzip2 -dc') },
  { bytes: [0xfd, ...letters('7zXZ')], says: packedBy('xz', 'xz -dc') },
  { bytes: [0x04, 0x22, 0x4d, 0x18], says: packedBy('lz4', 'lz4 -dc') },
  { bytes: letters('PK\x03\x04'), says: packedBy('zip', 'unzip -p') },
  { bytes: letters('7z\xbc\xaf'), says: packedBy('7-Zip', '7z x -so') },
  { at: 257, bytes: letters('ustar'), says: 'is a tar archive: unpack it, and give the logs in it' },
  { bytes: [0xa1, 0xb2, 0xc3, 0xd4], says: capture },
  { bytes: [0xd4, 0xc3, 0xb2, 0xa1], says: capture },
  { bytes: [0xa1, 0xb2, 0x3c, 0x4d], says: capture },
  { bytes: [0x4d, 0x3c, 0xb2, 0xa1], says: capture },
  { bytes: [0x0a, 0x0d, 0x0d, 0x0a], says: capture },
  { bytes: [0xff, 0xfe], says: utf16 },
  { bytes: [0xfe, 0xff], says: utf16 },
  // Without a mark, before the first brace.
  { bytes: [...letters('{'), 0], says: utf16.replace('UTF-16 -t', 'UTF-16LE -t') },
  { bytes: [0, ...letters('{')], says: utf16.replace('UTF-16 -t', 'UTF-16BE -t') },
  { bytes: letters('%PDF-'), says: 'is a PDF' },
];

const ZSTD = [0x28, 0xb5, 0x2f, 0xfd] as const;
/** A frame that holds no data: parallel packers begin with one. */
const SKIPPABLE = [undefined, 0x2a, 0x4d, 0x18] as const;

/** How the stream is packed, by its first bytes. */
export function packingOf(start: Uint8Array): Packing | undefined {
  if (begins(start, [0x1f, 0x8b])) return 'gzip';
  const isSkippable = begins(start, SKIPPABLE) && (start[0] ?? 0) >> 4 === 0x5;
  return begins(start, ZSTD) || isSkippable ? 'zstd' : undefined;
}

/** What it is and what to do, where it is no text in UTF-8: `is packed by xz: ...`. */
export function noText(start: Uint8Array): string | undefined {
  const known = signatures.find(({ bytes, at = 0 }) => begins(start.subarray(at), bytes));
  if (known) return known.says;
  // JSON has no zero bytes, nor has any other text.
  return start.includes(0) ? 'is no text: a log has one JSON object a line (spec/log.md)' : undefined;
}

const begins = (start: Uint8Array, bytes: readonly (number | undefined)[]): boolean =>
  start.length >= bytes.length && bytes.every((byte, index) => byte === undefined || byte === start[index]);
