/** Names that a mistyped one may have meant. */

/** No name is longer; letters after these do not help to find the one that was meant. */
const LONGEST = 100;

/** The `most` names that are nearest to `wanted`, the nearest first. Of a glob, only its letters are compared. */
export function nearest(wanted: string, names: readonly string[], most = 3): string[] {
  const letters = wanted.replace(/[*?[\]{}]/g, '').slice(0, LONGEST);
  return names
    .map((name) => ({ name, away: distance(letters, name) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, most)
    .map(({ name }) => name);
}

/** A part of a name counts about as much as the whole: few people type the `server/` of `server/remove`. */
function distance(wanted: string, name: string): number {
  if (name.includes(wanted)) return 0;
  return Math.min(levenshtein(wanted, name), ...name.split(/[/.]/).map((part) => levenshtein(wanted, part) + 0.5));
}

/** The number of letters to insert, delete or replace to turn one word into the other. */
function levenshtein(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replace = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replace, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
