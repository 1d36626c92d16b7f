/** Frames that no decoder may take. Clause `frame.undecodable`. */

/**
 * The bytes of `spec/vectors/undecodable.json`, in hexadecimal and in its order, behind the one that stands for all where none is asked
 * for: a Join announced as 5 bytes long, and none of them there. No parser, however lenient, can make a message of that.
 */
export const undecodableBytes: readonly string[] = [
  '1a05',
  '08',
  '08ffffffffffffffffffff01',
  '3a01',
  '0000',
  '0f',
  '1a030a0562',
  '0c',
  '0b0801',
  '1a030a01ff',
  '1a050a03eda080',
  '1a041202c080',
  '1a041202e282',
];

/** Text that is no JSON, on the subprotocol of text frames. */
export const undecodableTexts: readonly string[] = [
  '{"join":',
  '',
  '{"sync":{}',
  "{'sync':{}}",
  '{"sync":{}}}',
  'sync',
];
