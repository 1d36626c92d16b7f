// A diagram in words, for those who do not see it.

/** Each row of a sequence diagram as a sentence. */
export const rowsInWords = ({ lanes, rows }) => rows.map((row) => sentence(row, lanes)).filter(Boolean);

function sentence(row, lanes) {
  const { note = '', last, wrong } = row;
  const told = [
    ...(last ? ['at the same time'] : []),
    spoken(row, lanes),
    ...(row.lost ? ['it is lost'] : []),
    ...(note === '' ? [] : [note]),
    ...(wrong && !/^(?:wrong|not )/.test(note) ? ['this is wrong'] : []),
  ];
  return told.filter(Boolean).join('; ');
}

function spoken({ kind, lane, label, toServer }, lanes) {
  if (kind === 'gap') return label;
  const own = lanes[lane].name;
  const other = lanes.at(-1).name;
  if (kind === 'event') return label === '' ? '' : `${own}: ${label}`;
  return toServer ? `${own} to ${other}: ${label}` : `${other} to ${own}: ${label}`;
}

/** Each arrow of a state diagram as a sentence. */
export const arrowsInWords = (mermaid) =>
  [...mermaid.matchAll(/^\s*(\S+) --> (\S+?)(?:: (.*))?$/gm)].map(([, from, to, label]) =>
    [named(from, 'the beginning'), ' to ', named(to, 'the end'), label && `: ${label.replaceAll('<br>', '; ')}`]
      .filter(Boolean)
      .join(''),
  );

const named = (state, instead) => (state === '[*]' ? instead : state);
