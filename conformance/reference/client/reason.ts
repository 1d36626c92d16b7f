/** Reasons as the application is shown them. What a code is called stands in the registry, in the options of the schema. */
import { getOption } from '@bufbuild/protobuf';
import { ReasonCodeSchema, registry } from '../../../gen/es/index.js';

/**
 * Why somebody is no longer in the meeting. The codes stand in spec/reason-codes.md.
 *
 * @example
 * const wasRemoved = ({ code }: Reason): boolean => code === 1002;
 */
export interface Reason {
  /** Which departure it was, by name: `REMOVE_PEER`. `UNKNOWN` where the server gave no code, or one that this client does not know. */
  readonly type: string;
  /** The same as a number, as it came: 1002. Compare this one. */
  readonly code: number;
  /** A sentence for people; it may be empty. */
  readonly message: string;
  /** Whether the server said so, or the client concluded it by itself. */
  readonly source: 'SERVER' | 'LOCAL';
}

/** What is shown of a code: its name, and a sentence. */
export type ReasonWords = Pick<Reason, 'type' | 'message'>;

const PREFIX = 'REASON_CODE_';

const words: ReadonlyMap<number, ReasonWords> = new Map(
  ReasonCodeSchema.values
    .filter(({ number }) => number !== 0)
    .map((value) => [
      value.number,
      { type: value.name.replace(PREFIX, ''), message: getOption(value, registry).message },
    ]),
);

/** A code that is not known here keeps its number, and the sentence that came with it. Clauses `reason.type`, `reason.unrecognised`. */
export const wordFor = (code: number, said: string): ReasonWords =>
  words.get(code) ?? { type: 'UNKNOWN', message: said };
