import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { setClausesApart } from './clauses.mjs';
import { addPermalinks, giveIds } from './headings.mjs';
import { htmlOf, treeOf } from './markdown.mjs';

const TEXT = `# Room

## Departures

### \`departure.once\`

A server **MUST** tell it once:

- to ann
- to bob

_Intent:_ counters stay right.

It is told at once.

_Untestable:_ by nobody.

### \`departure.told\`

_Retired:_ in 1.1; \`departure.once\` holds instead.

## The \`resume\` window

Some words.
`;

const clauses = new Map([
  ['departure.once', { id: 'departure.once', level: 'MUST' }],
  ['departure.told', { id: 'departure.told', level: 'retired' }],
]);

function dressed() {
  const tree = treeOf(TEXT);
  const { ids, headings } = giveIds(tree, clauses);
  setClausesApart(tree, clauses, (id) => [h('p', `examples of ${id}`)]);
  addPermalinks(tree);
  return { ids, headings, html: htmlOf(tree) };
}

test('what code hosts call a heading leads to what the site calls it', () => {
  expect([...dressed().ids]).toEqual(
    expect.arrayContaining([
      ['departureonce', 'departure.once'],
      ['departure.once', 'departure.once'],
      ['the-resume-window', 'the-resume-window'],
    ]),
  );
});

test('headings are found with the text below them', () => {
  const { headings } = dressed();
  expect(headings.map(({ id }) => id)).toEqual([
    'room',
    'departures',
    'departure.once',
    'departure.told',
    'the-resume-window',
  ]);
  expect(headings.at(-1).body.trim()).toBe('Some words.');
});

test('a clause holds its level, its sentence, its intent and its examples; what explains it stands below', () => {
  const section = dressed().html.split('id="departure.once"')[1].split('</section>')[0];
  const [box, below] = section.split('</div>');
  expect(box).toContain('<span class="level">MUST</span>');
  expect(box).toContain('<p class="rule">A server <strong>MUST</strong> tell it once:</p><ul class="rule">');
  expect(box).toContain('<p class="intent">');
  expect(box).toContain('<p class="untestable">');
  expect(box).toContain('examples of departure.once');
  expect(box).toContain('href="#departure.once"');
  expect(below).toContain('It is told at once.');
});

test('a retired clause is still there, and says so', () => {
  expect(dressed().html).toContain('<section class="clause retired" id="departure.told">');
});

test('a heading with code among other words is no clause', () => {
  expect(dressed().html).toContain('<h2 id="the-resume-window">');
});
