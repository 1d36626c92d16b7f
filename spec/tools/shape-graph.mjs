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

/** The longest chain of files each of which imports the next one; a circle is gone round once. */
export function deepest(graph) {
  const known = new Map();
  const chain = (file, path) => {
    const before = known.get(file);
    if (before) return before;
    let longest = [];
    for (const next of graph.get(file) ?? []) {
      if (path.has(next)) continue;
      const rest = chain(next, new Set([...path, next]));
      if (rest.length > longest.length) longest = rest;
    }
    const whole = [file, ...longest];
    known.set(file, whole);
    return whole;
  };
  return [...graph.keys()]
    .map((file) => chain(file, new Set([file])))
    .reduce((a, b) => (b.length > a.length ? b : a), []);
}
