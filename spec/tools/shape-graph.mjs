// Circles and chains in a graph of imports: a map from each file to those that it imports.

/** The strongly connected components of more than one file, by Tarjan's algorithm. */
export function circles(graph) {
  const order = new Map();
  const low = new Map();
  const open = [];
  const found = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== order.get(file)) return;
    const ring = open.splice(open.indexOf(file));
    if (ring.length > 1) found.push(ring);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/**
 * The longest chain of files each of which imports the next one. The files of a circle count one after another, wherever it is entered:
 * what imports one of them comes to all of them.
 */
export function deepest(graph) {
  const rings = new Map(circles(graph).flatMap((ring) => ring.map((file) => [file, ring])));
  const ringOf = new Map([...graph.keys()].map((file) => [file, rings.get(file) ?? [file]]));
  const known = new Map();
  const chain = (file) => {
    const ring = ringOf.get(file) ?? [file];
    if (known.has(ring)) return known.get(ring);
    const below = ring.flatMap((one) => graph.get(one) ?? []).filter((next) => !ring.includes(next));
    const whole = [...ring, ...longest(below.map(chain))];
    known.set(ring, whole);
    return whole;
  };
  return longest([...graph.keys()].map(chain));
}

const longest = (chains) => chains.reduce((one, other) => (other.length > one.length ? other : one), []);
