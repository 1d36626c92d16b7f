/** The registry of reason codes as plain data, read from the options of the enum: what a code means is said in the schema alone. */
import { getOption } from '@bufbuild/protobuf';
import {
  Basis,
  Cause,
  ComingBack,
  ReasonCodeSchema,
  ReasonSet,
  ReasonSource,
  registry,
  Scope,
} from '../../../gen/es/index.js';

/** One reason code, with all that the registry says about it. */
export interface ReasonEntry {
  readonly code: number;
  /** Without its prefix: `REMOVE_PEER`. */
  readonly name: string;
  /** The sentence for people, in English. */
  readonly message: string;
  readonly set: string;
  readonly sources: readonly string[];
  readonly causes: readonly string[];
  readonly basis: string;
  readonly scope: string;
  readonly comingBack: string;
  /** What a server without `extended_codes` sends instead; undefined where it sends no reason, or need not send another. */
  readonly fallback: number | undefined;
  readonly since: string;
}

/** Every code but 0, in the order of their numbers. */
export const reasons = (): ReasonEntry[] =>
  ReasonCodeSchema.values
    .filter(({ number }) => number > 0)
    .map((value) => {
      const info = getOption(value, registry);
      return {
        code: value.number,
        name: value.name.replace('REASON_CODE_', ''),
        message: info.message,
        set: words(ReasonSet, info.set),
        sources: info.sources.map((source) => words(ReasonSource, source)),
        causes: info.causes.map((cause) => words(Cause, cause)),
        basis: words(Basis, info.basis),
        scope: words(Scope, info.scope),
        comingBack: words(ComingBack, info.comingBack),
        fallback: info.coreFallback,
        since: info.since,
      };
    });

/** `AT_WILL` becomes `at will`. */
const words = (names: Readonly<Record<number, string>>, number: number): string =>
  (names[number] ?? String(number)).toLowerCase().replaceAll('_', ' ');
