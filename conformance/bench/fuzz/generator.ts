/** Which bad frame comes next, and whether its connection will outlive it. */
import { ClientMessage } from '../../../gen/ts-proto/index.js';
import { frame, opcodes } from '../load/frames.js';
import { badFrames } from './frames.js';
import { type Material, payloads } from './payloads.js';

/** The name of a kind of bad frame. */
export type KindName = keyof typeof payloads | keyof typeof badFrames;

/** A frame to send. */
export interface BadFrame {
  readonly kind: KindName;
  /** As they go onto the wire, head included. */
  readonly bytes: Buffer;
  /**
   * Whether a connection that carries somebody is probably closed over it. Probably: only what was answered is
   * counted as read.
   */
  readonly deadly: boolean;
}

const allPayloads = Object.keys(payloads) as (keyof typeof payloads)[];
const payloadNames = allPayloads.filter((kind) => kind !== 'empty');
const badFrameNames = Object.keys(badFrames) as (keyof typeof badFrames)[];
/** All kinds. */
export const kindNames: readonly KindName[] = [...allPayloads, ...badFrameNames];

const EMPTY = 40;

/** One of so many deadly frames is wrong in itself, and not by what it holds. */
const BAD_IN_ITSELF = 3;
/** Out of so many tries there is nearly always one of either sort. */
const TRIES = 50;

/** Parsers differ in how much of these they take: the server's takes hardly any. */
const hardlyTaken: ReadonlySet<KindName> = new Set(['random bytes', 'flipped bits', 'wrong wire type']);

const binaryFrame = (kind: keyof typeof payloads, payload: Buffer): BadFrame => ({
  kind,
  bytes: frame(opcodes.binary, payload),
  deadly: hardlyTaken.has(kind) || closes(payload),
});

const fatal: ReadonlySet<string> = new Set(['join', 'resume', 'leave', 'end']);

/** Whether it cannot be decoded, breaks a rule, or ends the participation. */
function closes(payload: Buffer): boolean {
  try {
    const { kind } = ClientMessage.decode(payload);
    return kind !== undefined && (fatal.has(kind.$case) || (kind.$case === 'changeMode' && kind.value.mode === 1));
  } catch {
    return true;
  }
}

/** Any frame that is right in itself. There is one empty one only: it does not come as often as others. */
export function anyPayload(material: Material): BadFrame {
  const kind = material.random.oneIn(EMPTY) ? 'empty' : material.random.pick(payloadNames);
  return binaryFrame(kind, payloads[kind](material));
}

/** A frame after which more can follow. */
export function lastingFrame(material: Material): BadFrame {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const made = anyPayload(material);
    if (!made.deadly) return made;
  }
  return binaryFrame('empty', payloads.empty());
}

/** A frame that ends its connection. */
export function deadlyFrame(material: Material): BadFrame {
  for (let tries = 0; tries < TRIES && !material.random.oneIn(BAD_IN_ITSELF); tries += 1) {
    const made = anyPayload(material);
    if (made.deadly) return made;
  }
  const kind = material.random.pick(badFrameNames);
  return { kind, bytes: badFrames[kind](material), deadly: true };
}
