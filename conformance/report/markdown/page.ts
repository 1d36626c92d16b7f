/** A page in three parts, so that a reader with little room gets the beginning, the end, and some of what lies between. */

/** The parts, each of them Markdown without a line feed at its end. */
export interface MarkdownPage {
  /** The counts, and what they mean. */
  readonly head: readonly string[];
  /** One for each distinct failure. */
  readonly failures: readonly string[];
  /** What was decided otherwise, and the claim. */
  readonly tail: readonly string[];
}

/** The page as one text. `mostBytes`: what does not fit is counted. */
export function joinPage({ head, failures, tail }: MarkdownPage, mostBytes = Number.POSITIVE_INFINITY): string {
  const whole = (shown: readonly string[]) => {
    const more = failures.length - shown.length;
    const left = more === 0 ? [] : [`And ${more} more ${more === 1 ? 'failure' : 'failures'}: there is no room here.`];
    return `${[...head, ...shown, ...left, ...tail].join('\n\n')}\n`;
  };
  const size = (text: string) => new TextEncoder().encode(text).length;
  if (mostBytes === Number.POSITIVE_INFINITY) return whole(failures);
  let room = mostBytes - size(whole([]));
  if (room < 0) return '';
  let fit = 0;
  for (const failure of failures) {
    room -= size(`${failure}\n\n`);
    if (room < 0) break;
    fit += 1;
  }
  return whole(failures.slice(0, fit));
}
