// The parts of the prose that are generated. Each stands between two markers, in whichever section wants it:
//
//   <!-- generated: codes -->
//   <!-- /generated -->

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exploreAnswers } from './answers/explore.mjs';
import { sectionsOf } from './clauses.mjs';
import { exploreLife } from './life.mjs';
import { loadMachine } from './load-machine.mjs';
import { parseMarkdown } from './parse-clauses.mjs';
import { answerListPart, answersPart } from './parts/answers.mjs';
import { codesPart } from './parts/codes.mjs';
import { EXAMPLES, examplesPart, readExamples } from './parts/examples.mjs';
import { formPart, readForm } from './parts/form.mjs';
import { limitsPart } from './parts/limits.mjs';
import { messagesPart, servicePart } from './parts/messages.mjs';
import { diagramPart, statesPart } from './parts/states.mjs';

/** What can be generated: where it is read from, and how. */
export const parts = {
  codes: { source: 'proto/adjourn/v1/reason.proto', render: ({ registry }) => codesPart(registry) },
  messages: { source: 'proto/adjourn/v1', render: ({ registry }) => messagesPart(registry) },
  service: { source: 'proto/adjourn/v1/room_service.proto', render: ({ registry }) => servicePart(registry) },
  states: { source: 'spec/machine', render: ({ life }) => statesPart(life) },
  examples: { source: 'spec/examples/*.history', render: ({ examples }) => examplesPart(examples) },
  form: { source: 'spec/*.md', render: ({ form }) => formPart(form) },
  limits: { source: 'spec/*.md', render: ({ form }) => limitsPart(form.clauses) },
  answers: { source: 'spec/machine', render: ({ answers }) => answersPart(answers) },
  list: { source: 'spec/machine', render: ({ answers }) => answerListPart(answers) },
  diagram: { source: 'spec/machine', render: ({ life }) => diagramPart(life) },
};

const BEGIN = /^<!-- generated: ([a-z]+) -->$/;
const END = '<!-- /generated -->';

/** The sections of `root` that hold generated parts, with the text that they should have, and the parts of it that are stale. */
export async function renderParts(root, registry, clauses = []) {
  const folder = join(root, 'spec');
  const names = [...sectionsOf(folder), EXAMPLES].filter((name) => existsSync(join(folder, name)));
  const sections = names.map((name) => ({ name, before: readFileSync(join(folder, name), 'utf8') }));
  const wanting = sections.filter(({ before }) => before.includes('<!-- generated: '));
  const wants = (...names) =>
    wanting.some(({ before }) => names.some((name) => before.includes(`generated: ${name} `)));
  const life = wants('states', 'diagram') ? await explored(root, exploreLife) : [];
  const answers = wants('answers', 'list') ? await explored(root, exploreAnswers) : [];
  const examples = readExamples(root);
  const form = readForm(root, clauses);
  return wanting.map(({ name, before }) => ({
    name,
    ...fill(name, before, { registry, life, answers, examples, form }),
  }));
}

/** Exploring takes a moment: it is done once for each machine, and only where somebody wants it. */
const found = new Map();

async function explored(root, explore) {
  const machine = await loadMachine(root);
  const known = found.get(machine) ?? new Map();
  found.set(machine, known);
  if (!known.has(explore)) known.set(explore, explore(machine));
  return known.get(explore);
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
