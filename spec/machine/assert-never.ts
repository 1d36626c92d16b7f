/** For the default of a switch in which no case may be forgotten: a case without its branch does not compile. */
export function assertNever(value: never): never {
  throw new Error(`There is no branch for ${JSON.stringify(value)}.`);
}
