/** Something that is there already, or takes its time: an access token may have to be made first. */
export type Later<T> = T | Promise<T>;

/** Makes something of a value, at once where the value is there. */
export const turn = <T, U>(value: Later<T>, into: (value: T) => U): Later<U> =>
  value instanceof Promise ? value.then(into) : into(value);

/** As a number of milliseconds: however long it takes, as where a server sits in a debugger. */
export const UNLIMITED = Number.POSITIVE_INFINITY;

/** What is promised, or undefined once the time is over; `since`: what is waited for first, on nobody's time but the suite's own. */
export function within<T>(promised: Promise<T>, ms: number, since?: Promise<unknown>): Promise<T | undefined> {
  if (ms === UNLIMITED) return promised;
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let settled = false;
    const begin = (): void => {
      if (!settled) timer = setTimeout(() => resolve(undefined), ms);
    };
    if (since) since.then(begin, begin);
    else begin();
    const settle = (): void => {
      settled = true;
      clearTimeout(timer);
    };
    promised.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}
