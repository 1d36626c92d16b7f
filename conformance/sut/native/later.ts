/** Something that is there already, or takes its time: an access token may have to be made first. */
export type Later<T> = T | Promise<T>;

export const turn = <T, U>(value: Later<T>, into: (value: T) => U): Later<U> =>
  value instanceof Promise ? value.then(into) : into(value);

/** As a number of milliseconds: however long it takes, as where a server sits in a debugger. */
export const UNLIMITED = Number.POSITIVE_INFINITY;

/** What is promised, or undefined once the time is over. */
export function within<T>(promised: Promise<T>, ms: number): Promise<T | undefined> {
  if (ms === UNLIMITED) return promised;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    promised.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
