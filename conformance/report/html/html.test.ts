import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { plain } from '../palette.js';
import { DOCUMENT_STYLE } from './document.js';
import { html } from './index.js';
import { anchor, asMarkup, tag } from './markup.js';
import { badLog, failing, HOSTILE, hostile } from './pages.test.helper.js';
import { SCRIPT } from './script.js';
import { SCRIPT_HASH, STYLE_HASH } from './seals.js';

const frame = { palette: plain, columns: 100 };
const page = await html.run(failing, frame, false);
/** What stands in the page beside its own style and script. */
const content = (text: string): string => text.replace(/<style>[\s\S]*?<\/style>|<script>[\s\S]*?<\/script>/g, '');

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every opening tag; throws where a text is left that is no escaped one. */
function tagsOf(text: string): Tag[] {
  const tags: Tag[] = [];
  const bare = content(text).replace(
    /<(\/?)([a-z0-9]+)((?: [\w:-]+(?:="[^"<>]*")?)*)\/?>/gi,
    (_, end, name, written) => {
      const attributes = [...String(written).matchAll(/ ([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [
        key,
        value,
      ]);
      if (end === '') tags.push({ name, attributes: Object.fromEntries(attributes) });
      return '';
    },
  );
  expect(bare.replace('<!doctype html>', '')).not.toMatch(/[<>]/);
  return tags;
}

const having = (tags: readonly Tag[], attribute: string): Tag[] =>
  tags.filter(({ attributes }) => attribute in attributes);

describe('markup', () => {
  test('text is escaped, and markup is not', () => {
    expect(tag('p', { title: '"<&' }, '<b>', asMarkup('<i>x</i>'), undefined, ['a', ['&']]).source).toBe(
      '<p title="&quot;&lt;&amp;">&lt;b&gt;<i>x</i>a&amp;</p>',
    );
  });

  test('an attribute may have no value, or be left out', () => {
    expect(tag('input', { checked: true, hidden: false, name: undefined, value: 0 }).source).toBe(
      '<input checked value="0">',
    );
  });

  test('an anchor is an id, and the address of a link as well', () => {
    expect(anchor('server/end-by-host:reason.true')).toBe('server/end-by-host:reason.true');
    expect(anchor('a b%"é')).toBe('a~20b~25~22~e9');
  });
});

test('no text from outside becomes markup, in a run or in a log', async () => {
  const own = new Set(tagsOf(page).map(({ name }) => name));
  for (const text of [await html.run(hostile, frame, false), await html.log(badLog, HOSTILE, frame, 0)]) {
    expect(text).toContain('&lt;script&gt;globalThis.stolen = 1&lt;/script&gt;');
    const tags = tagsOf(text);
    expect(tags.map(({ name }) => name).filter((name) => !own.has(name))).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on|^src$|^style$/.test(name)),
    ).toEqual([]);
    expect(text.match(/<script>/g)).toHaveLength(1);
  }
});

test('it links to nothing but its own places, and has each of them once', async () => {
  for (const text of [page, await html.run(hostile, frame, false), await html.log(badLog, 'x.jsonl', frame, 0)]) {
    const tags = tagsOf(text);
    const ids = having(tags, 'id').map(({ attributes }) => attributes.id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = having(tags, 'href').map(({ attributes }) => attributes.href);
    if (text === page) expect(links.filter((link) => !ids.includes(link?.slice(1)))).toEqual([]);
    expect(links.every((link) => link?.startsWith('#'))).toBe(true);
    expect(having(tags, 'src')).toEqual([]);
    const referred = tags.flatMap(({ attributes }) => (attributes['aria-labelledby'] ?? '').split(' ').filter(Boolean));
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  }
});

test('a browser may run its script and use its style, and nothing else', () => {
  const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  expect({ STYLE_HASH, SCRIPT_HASH }, 'write these into seals.ts').toEqual({
    STYLE_HASH: hash(DOCUMENT_STYLE),
    SCRIPT_HASH: hash(SCRIPT),
  });
  const [policy = ''] = /Content-Security-Policy" content="[^"]*/.exec(page) ?? [];
  expect(policy).toContain(`default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'`);
  expect(page).toContain(`<style>${DOCUMENT_STYLE}</style>`);
  expect(page).toContain(`<script>${SCRIPT}</script>`);
  expect(DOCUMENT_STYLE + SCRIPT).not.toMatch(/https?:|url\(|@import|<\//);
});

test('each failure is there, with its diagram, what was allowed and seen, and its replay line', () => {
  const failures = failing.cases.flatMap((result) => result.failures.map((failure) => ({ id: result.id, ...failure })));
  const cards = page.split('<article ').slice(1);
  expect(cards).toHaveLength(failures.length);
  for (const [index, { id, clause, file }] of failures.entries()) {
    const [card = ''] = cards[index]?.split('</article>') ?? [];
    expect(card).toContain(`id="${id}:${clause}"`);
    expect(card.match(/<svg class="picture"/g)).toHaveLength(1);
    expect(card).toContain('<dt>allowed</dt><dd>one ParticipantLeft for ann#1');
    expect(card).toContain('<dt>seen</dt><dd>a second one, with a | and a &lt;b&gt;</dd>');
    expect(card).toContain(`<code>npx adjourn replay ${file} --times 20 -- node server.js --port $PORT</code>`);
  }
});

test('each case says what it is filtered by', () => {
  const cases = having(tagsOf(page), 'data-verdict').map(({ attributes }) => attributes);
  expect(cases).toHaveLength(failing.cases.length);
  const [, , third] = cases;
  expect(third).toMatchObject({
    id: 'server/case-3',
    'data-verdict': 'fail',
    'data-clauses': 'departure.once reason.true',
    'data-broken': 'departure.once reason.true',
    'data-features': 'resume switch',
  });
});

test('failed cases stand first, and of these the ones that have a fault of their own, open', () => {
  const cases = having(tagsOf(page), 'data-verdict').map(({ attributes }) => attributes);
  expect(cases.map((one) => one['data-verdict']).slice(19, 21)).toEqual(['fail', 'harness-fault']);
  expect(cases.at(-1)?.['data-verdict']).toBe('pass');
  expect(cases.filter((one) => 'open' in one).map(({ id }) => id)).toEqual(
    [1, 2, 3, 4].map((number) => `server/case-${number}`),
  );
});

test('it says first what the run comes to, how often what was broken, and how it is run again', () => {
  const top = content(page).slice(0, content(page).indexOf('<main>'));
  expect(top).toContain('<h1>Does not conform to Adjourn 1.0</h1>');
  expect(top).toContain('20 cases failed, 2 clauses broken (departure.once, reason.true).');
  expect(top.replace(/<[^>]*>/g, '')).toMatch(/20 failed1 with a fault of the suite.*1 passed/);
  expect(top).toContain('<code>npx adjourn test server --seed 7 --runs 5 -- node server.js --port $PORT</code>');
  expect(page).toContain('<title>Does not conform: 20 failed · -- node server.js --port $PORT</title>');
});

test('twenty failures with diagrams as large as they get are less than 1 MB', () => {
  expect(failing.cases.filter(({ verdict }) => verdict === 'fail')).toHaveLength(20);
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
});

test('what did not happen leaves no empty parts', async () => {
  const empty = await html.run(
    { ...failing, cases: [], crosswalk: [], clauses: [], exitCode: 3, trouble: 'Nothing listens' },
    frame,
    false,
  );
  expect(empty).toContain('<h1>No verdict</h1>');
  expect(empty).not.toMatch(/id="(broken|filters|times|told|clauses)"/);
});

test('a log is shown by clause: counts first, then the first violations of each', async () => {
  const text = content(await html.log(badLog, 'x.jsonl', frame, 0));
  const order = [
    '<strong>3,540</strong> violations',
    '2 broken clauses',
    '>3,500 violations',
    '>40 violations',
    'x.jsonl:8',
    '3,499 more',
    'x.jsonl:7',
    '38 more',
  ].map((part) => text.indexOf(part));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order[0]).toBeGreaterThan(0);
  expect(text.match(/<svg class="picture"/g)).toHaveLength(3);
  expect(text).toMatch(/▶ 8 {2}\{/);
  expect(html.finding({ ...badLog.broken[0]?.first[0] } as never, 'x.jsonl', frame, 0)).toBe('');
});
