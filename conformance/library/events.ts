/** What is awaited for its outcome, and iterated for what happens until then. */

/**
 * Awaited, it gives its outcome; iterated, each event as it comes. Whatever of the two is not used costs nothing.
 *
 * @example
 * const both = async (run: Eventful<number, string>): Promise<void> => {
 *   for await (const event of run) console.log(event);
 *   console.log(await run);
 * };
 */
export type Eventful<Outcome, Event> = Promise<Outcome> & AsyncIterable<Event>;

/**
 * Begins `work` at once. Each iteration begins with the first event, and ends with the work; where the work fails, the iteration fails with
 * the same error.
 */
export function eventful<Outcome, Event>(
  work: (emit: (event: Event) => void) => Promise<Outcome>,
): Eventful<Outcome, Event> {
  const events: Event[] = [];
  let wake = () => {};
  let more = nextEvent();
  function nextEvent(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }
  const emit = (event: Event) => {
    events.push(event);
    const sleeping = wake;
    more = nextEvent();
    sleeping();
  };
  const outcome = work(emit);
  async function* iterate(): AsyncGenerator<Event, void, undefined> {
    let over = false;
    const end = outcome.then(
      () => {
        over = true;
      },
      () => {
        over = true;
      },
    );
    for (let index = 0; ; ) {
      const following = more;
      while (index < events.length) yield events[index++] as Event;
      if (over) break;
      if (following === more) await Promise.race([following, end]);
    }
    await outcome;
  }
  return Object.assign(outcome, { [Symbol.asyncIterator]: iterate });
}
