// Nothing can drift: each change, made to a copy of what the trace and the generated parts are read from, is found, and the sentence
// says what to do.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { cite } from './cited.mjs';
import { staleSpec } from './fresh.mjs';
import { freeze } from './frozen.mjs';
import { renderSpec } from './generate.mjs';
import { project } from './run.mjs';
import { trace } from './trace.mjs';

const COPIED = ['spec', 'proto', 'conformance', 'gen/clauses.ts', 'gen/codes.ts', 'README.md', 'CONTRIBUTING.md'];
/** The first exploration of the machine, on a machine that has other things to do. */
const SETUP_MS = 60_000;
const HELD = 'leave.answered';
const SENTENCE = 'A server **MUST** answer Leave with RoomLeft for the reason 1101,';

/** What some of the tools and systems have installed below their folders is read by nobody here. */
const isOurs = (path) => basename(path) !== 'node_modules';

let root;
let changed = [];
/** What is wrong before anything is changed is the checks' to say, and no matter of this test. */
let known = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'adjourn-drift-'));
  for (const path of COPIED) cpSync(join(project, path), join(root, path), { recursive: true, filter: isOurs });
  const { json, sections } = await renderSpec(root);
  writeFileSync(join(root, 'spec/clauses.json'), json);
  for (const { name, text } of sections) writeFileSync(join(root, 'spec', name), text);
  freeze(root);
  cite(root);
  known = trace(root).problems;
}, SETUP_MS);

afterEach(() => {
  for (const { path, before } of changed.reverse()) writeFileSync(path, before);
  changed = [];
  vi.restoreAllMocks();
});

afterAll(() => rmSync(root, { recursive: true }));

/** Replaces `from` in a file of the copy, which must have it. */
function change(file, from, to) {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  changed.push({ path, before });
  writeFileSync(path, before.replaceAll(from, to));
}

const problems = () => trace(root).problems.filter((problem) => !known.includes(problem));
const stale = async () => staleSpec(root, await renderSpec(root));

test('nothing is found where nothing has changed', async () => {
  expect(problems()).toEqual([]);
  expect(await stale()).toEqual([]);
});

describe('the trace fails, and says what to do, when', () => {
  test('a case is deleted', () => {
    const file = 'conformance/cases/server/ending.ts';
    const [whole] = /^ {2}sketch\(\{\n {4}id: 'host-leaves',\n[\s\S]*?^ {2}\}\),\n/m.exec(
      readFileSync(join(root, file), 'utf8'),
    );
    change(file, whole, '');
    expect(problems()).toEqual([
      expect.stringMatching(
        /^spec\/room\.md:\d+ `leave\.host-does-not-end` \(MUST NOT\) has no case: add it to the clauses of a case in conformance\/cases\/, or give it a line "_Untestable:_" with the reason\.$/,
      ),
    ]);
  });

  test('a clause is renamed', () => {
    change('spec/room.md', `### \`${HELD}\``, '### `leave.is-answered`');
    const found = problems();
    expect(found).toContainEqual(
      expect.stringMatching(
        /^conformance\/cases\/server\/ending\.ts:\d+ cites `leave\.answered`, which is gone from the prose \(the nearest is `leave\.is-answered`\): an id is for ever\. Put it back, or retire it: .*_Retired:_/,
      ),
    );
    expect(found).toContainEqual(
      expect.stringMatching(
        /^`leave\.answered` stands in spec\/1\.0\.json and is gone from the prose: an id is for ever/,
      ),
    );
    expect(found).toContainEqual(
      expect.stringMatching(/^spec\/room\.md:\d+ `leave\.is-answered` \(MUST\) has no case: add it/),
    );
    expect(found).toContainEqual(
      expect.stringMatching(
        /^spec\/room\.md:\d+ `leave\.is-answered` is not in spec\/1\.0\.json: run `npm run freeze:spec`/,
      ),
    );
  });

  test('a clause is retired, and still cited', () => {
    change('spec/room.md', `### \`${HELD}\`\n`, `### \`${HELD}\`\n\n_Retired:_ in 1.1.\n\n### Of old\n`);
    const found = problems();
    expect(found.length).toBeGreaterThan(1);
    for (const one of found)
      expect(one).toMatch(/cites `leave\.answered`, which is retired \(in 1\.1\.\): cite what holds now/);
  });

  test("a clause's sentence changes", () => {
    change('spec/room.md', SENTENCE, 'A server **MUST** answer a Leave with it,');
    expect(problems()).toEqual([
      expect.stringMatching(
        /^The sentence of `leave\.answered` has changed since it was cited in conformance\/cases\/server\/[a-z]+\.ts:[\d,]+, .*spec\/examples\/.*: read those places again, then run `npm run cite`\.$/,
      ),
      expect.stringMatching(
        /^spec\/room\.md:\d+ `leave\.answered` says something else than 1\.0 does\. A change of meaning needs a new id, .* `npm run freeze:spec` and add a line to CHANGELOG\.md\. It was: A server MUST answer Leave with/,
      ),
    ]);
  });

  test('and no longer once the places have been read and the wording is frozen', () => {
    for (const name of ['cited.json', '1.0.json']) change(`spec/${name}`, '{', '{');
    change('spec/room.md', SENTENCE, 'A server **MUST** answer a Leave with it,');
    expect(cite(root, [HELD])).toEqual([{ id: HELD, places: expect.stringContaining('conformance/cases/') }]);
    freeze(root);
    expect(problems()).toEqual([]);
  });

  test('a clause becomes stricter or laxer', () => {
    change('spec/room.md', SENTENCE, 'A server **SHOULD** answer Leave with RoomLeft for the reason 1101,');
    expect(problems()).toContainEqual(
      expect.stringMatching(/`leave\.answered` is a SHOULD and was a MUST, and says something else than 1\.0 does/),
    );
  });

  test('something cites a clause that there never was', () => {
    change('spec/examples/voluntary-leave.history', HELD, 'leave.anwsered');
    expect(problems()).toContainEqual(
      expect.stringMatching(
        /^spec\/examples\/voluntary-leave\.history:\d+ cites `leave\.anwsered`, which is no clause: the nearest is `leave\.answered`\./,
      ),
    );
  });

  test('a message of the registry changes', async () => {
    change('proto/adjourn/v1/reason.proto', '"Meeting Ended."', '"The meeting has ended."');
    expect(problems()).toEqual([
      expect.stringMatching(
        /^proto\/adjourn\/v1\/reason\.proto: the message of 1009 is "The meeting has ended\." and was "Meeting Ended\." in 1\.0\. What a code means is for ever: put it back/,
      ),
    ]);
    expect(await stale()).toEqual([
      expect.stringMatching(
        /^spec\/reason-codes\.md: the part "codes" is not what proto\/adjourn\/v1\/reason\.proto says now\. .* run: npm run generate$/,
      ),
    ]);
  });
});

describe('the generated parts are stale, and it is said what to do, when', () => {
  test('a transition of the machine changes', async () => {
    change(
      'spec/machine/room/reducer.ts',
      "reason.MANUAL_LEAVE_CALLED,\n        clause: 'leave.answered'",
      "reason.UNKNOWN,\n        clause: 'leave.answered'",
    );
    const part = (section, name) =>
      `spec/${section}: the part "${name}" is not what spec/machine says now. If spec/machine is right, see that the prose around it agrees, then run: npm run generate`;
    expect(await stale()).toEqual([
      part('matrix.md', 'answers'),
      part('matrix.md', 'list'),
      part('states.md', 'states'),
    ]);
  });

  test('a comment on the wire changes', async () => {
    change('proto/adjourn/v1/request.proto', '// Leaves the room, without the others.', '// Goes.');
    expect(await stale()).toEqual([expect.stringContaining('spec/messages.md: the part "messages" is not what')]);
  });

  test('the intent of a clause changes', async () => {
    change('spec/room.md', '_Intent:_ a participant can always leave', '_Intent:_ a participant can leave');
    expect(await stale()).toEqual([
      'spec/clauses.json is not what the prose in spec/*.md says now. Run: npm run generate',
    ]);
  });
});

test('nothing that was frozen can be lost by freezing again', () => {
  change('spec/room.md', `### \`${HELD}\``, '### `leave.is-answered`');
  expect(() => freeze(root)).toThrow(/^leave\.answered would be lost: an id is for ever/);
});
