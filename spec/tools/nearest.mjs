// What somebody may have meant who wrote a name that there is not.

/** The name nearest to `wanted`, counted in letters that must be put in, taken out or replaced. */
export function nearest(wanted, names) {
  const away = names.map((name) => ({ name, letters: distance(wanted, name) }));
  return away.sort((a, b) => a.letters - b.letters || (a.name < b.name ? -1 : 1))[0]?.name;
}

function distance(one, other) {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = previous[column - 1] + Number(one[row - 1] !== other[column - 1]);
      current.push(Math.min(replaced, previous[column] + 1, current[column - 1] + 1));
    }
    previous = current;
  }
  return previous[other.length];
}
