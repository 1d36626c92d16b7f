/** All that went wrong in the runs of a case, until something stands. */
import type { Case } from '../../cases/index.js';
import type { Failure } from '../../exchange/index.js';
import { report } from '../shrink/index.js';
import { type Bad, sameFault } from '../shrink/shrink-failure.js';
import type { Context } from './run-case.js';

export interface ReportedAll {
  readonly failures: readonly Failure[];
  /** What was seen once and never again, or what a failure stands on that was; empty otherwise. */
  readonly unseen: string;
}

/** `bads`: the worst first. One fault that never shows again hides no other. */
export async function reportAll(one: Case, bads: readonly Bad[], context: Context): Promise<ReportedAll> {
  const unseen: string[] = [];
  let left = bads.filter(({ played: { judgement } }) => isWrong(judgement.kind));
  for (let [first, ...others] = left; first; [first, ...others] = left) {
    const { failure, stands } = await report(one, [first, ...others], context);
    if (stands) return { failures: [failure], unseen: [...unseen, seenOnce(failure)].filter(Boolean).join('; ') };
    unseen.push(neverAgain(failure));
    const { played } = first;
    left = others.filter((other) => !sameFault(other.played, played));
  }
  return { failures: [], unseen: unseen.join('; ') };
}

const isWrong = (kind: string): boolean => kind === 'fail' || kind === 'harness-fault';

function neverAgain({ clause, file, shrink: { fails, of } }: Failure): string {
  const replays = of > 0 ? ` (${fails} of ${of}${fails > 0 ? ', and only in haste' : ''})` : '';
  return `failed once by ${clause} and never again${replays}: ${file}`;
}

/** A replay may never meet it again, and the records say it all the same. */
const seenOnce = ({ clause, shrink: { fails, of } }: Failure): string =>
  fails === 0 && of > 0 ? `seen once, in no replay; the record itself contradicts ${clause}` : '';
