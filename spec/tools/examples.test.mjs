// A reader may copy an example: every one compiles.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile, examplesIn, examplesOn, undocumented } from './examples.mjs';
import { project } from './run.mjs';
import { sourcesOf } from './sources.mjs';

const read = (file) => readFileSync(join(project, file), 'utf8');

test('every example in a docblock, in the README and on the pages of adjourn-types and adjourn/testee compiles', () => {
  const examples = [
    ...sourcesOf(project)
      .map((file) => ({ file, text: read(file) }))
      .filter(({ text }) => text.includes('@example'))
      .flatMap(({ file, text }) => examplesIn(file, text)),
    ...['README.md', 'spec/tools/package/adjourn-types.md', 'conformance/testees/kit/README.md'].flatMap((page) =>
      examplesOn(page, read(page)),
    ),
  ];
  expect(examples.length).toBeGreaterThan(5);
  expect(compile(examples)).toEqual([]);
});

test('everything that the package exports has a docblock, with an example', () => {
  expect(undocumented()).toEqual([]);
});

describe('an example', () => {
  const block = (code) =>
    `/**\n * Steps.\n *\n * @example\n * \`\`\`ts\n * ${code}\n * \`\`\`\n */\nexport function step() {}\n`;

  test('is found in a docblock, with its line', () => {
    const [example, ...more] = examplesIn('spec/machine/x.ts', block('step();'));
    expect(example).toEqual({ file: 'spec/machine/x.ts', line: 4, code: 'step();\n' });
    expect(more).toEqual([]);
  });

  test('that does not compile is named with its place', () => {
    const wrong = {
      file: 'spec/machine/server.ts',
      line: 10,
      code: 'const a: string = 1;\nour.thing(ourThing, enabled);\n',
    };
    expect(compile([wrong])).toEqual([
      "spec/machine/server.ts:12: Type 'number' is not assignable to type 'string'.",
      "spec/machine/server.ts:13: Cannot find name 'our'.",
    ]);
  });
});
