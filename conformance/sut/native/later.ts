/** Something that is there already, or takes its time: an access token may have to be made first. */
export type Later<T> = T | Promise<T>;

export const turn = <T, U>(value: Later<T>, into: (value: T) => U): Later<U> =>
  value instanceof Promise ? value.then(into) : into(value);

/** What is promised, or undefined once the time is over. */
export function within<T>(promised: Promise<T>, ms: number): Promise<T | undefined> {
  if (!Number.isFinite(ms)) return promised;
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
