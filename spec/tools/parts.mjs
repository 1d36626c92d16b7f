// The parts of the prose that are generated. Each stands between two markers, in whichever section wants it:
//
//   <!-- generated: codes -->
//   <!-- /generated -->

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sectionsOf } from './clauses.mjs';
import { exploreLife } from './life.mjs';
import { loadMachine } from './load-machine.mjs';
import { parseMarkdown } from './parse-clauses.mjs';
import { codesPart } from './parts/codes.mjs';
import { EXAMPLES, examplesPart, readExamples } from './parts/examples.mjs';
import { messagesPart, servicePart } from './parts/messages.mjs';
import { diagramPart, statesPart } from './parts/states.mjs';

/** What can be generated: where it is read from, and how. */
export const parts = {
  codes: { source: 'proto/adjourn/v1/reason.proto', render: ({ registry }) => codesPart(registry) },
  messages: { source: 'proto/adjourn/v1', render: ({ registry }) => messagesPart(registry) },
  service: { source: 'proto/adjourn/v1/room_service.proto', render: ({ registry }) => servicePart(registry) },
  states: { source: 'spec/machine', render: ({ life }) => statesPart(life) },
  examples: { source: 'spec/examples/*.history', render: ({ examples }) => examplesPart(examples) },
  diagram: { source: 'spec/machine', render: ({ life }) => diagramPart(life) },
};

const BEGIN = /^<!-- generated: ([a-z]+) -->$/;
const END = '<!-- /generated -->';

/** The sections of `root` that hold generated parts, with the text that they should have, and the parts of it that are stale. */
export async function renderParts(root, registry) {
  const folder = join(root, 'spec');
  const names = [...sectionsOf(folder), EXAMPLES].filter((name) => existsSync(join(folder, name)));
  const sections = names.map((name) => ({ name, before: readFileSync(join(folder, name), 'utf8') }));
  const wanting = sections.filter(({ before }) => before.includes('<!-- generated: '));
  const life = await lifeOf(root, wanting);
  const examples = readExamples(root);
  return wanting.map(({ name, before }) => ({ name, ...fill(name, before, { registry, life, examples }) }));
}

/** Exploring takes a moment: it is done once for each machine, and only where somebody wants it. */
const lives = new Map();

async function lifeOf(root, sections) {
  if (!sections.some(({ before }) => /generated: (states|diagram) /.test(before))) return [];
  const machine = await loadMachine(root);
  if (!lives.has(machine)) lives.set(machine, exploreLife(machine));
  return lives.get(machine);
}

/** Fills what stands between the markers of one text. */
export function fill(name, text, sources) {
  const lines = text.split('\n');
  const stale = [];
  // From the last to the first, so that the numbers of the lines before it stay right.
  for (const { part, first, last } of markersOf(name, text).reverse()) {
    const rendered = ['', ...part.render(sources), ''];
    const before = lines.slice(first, last - 1);
    if (before.join('\n') !== rendered.join('\n')) stale.unshift(part);
    lines.splice(first, last - 1 - first, ...rendered);
  }
  return { text: lines.join('\n'), stale };
}

// The lines of each pair of markers, counted from 1.
function markersOf(name, text) {
  const comments = parseMarkdown(text).children.filter(({ type }) => type === 'html');
  return comments.flatMap(({ value, position }, index) => {
    const what = BEGIN.exec(value)?.[1];
    if (what === undefined) return [];
    const place = `spec/${name}:${position.start.line}`;
    if (!(what in parts))
      throw new Error(`${place} wants the part "${what}". There are ${Object.keys(parts).join(', ')}.`);
    const end = comments[index + 1];
    if (end?.value !== END) throw new Error(`${place} begins a generated part that does not end. Close it: ${END}`);
    return [{ part: { name: what, ...parts[what] }, first: position.start.line, last: end.position.start.line }];
  });
}
