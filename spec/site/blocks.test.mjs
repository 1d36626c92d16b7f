import { expect, test } from 'vitest';
import { dressBlocks } from './blocks.mjs';
import { htmlOf, treeOf } from './markdown.mjs';

const dressed = (markdown) => {
  const tree = treeOf(markdown);
  dressBlocks(tree, 'Room');
  return tree;
};

test('a state diagram is drawn, in the colours of the page, and fetches nothing', () => {
  const html = htmlOf(dressed('## The life\n\n```mermaid\nstateDiagram-v2\n  [*] --> joined: Join\n```\n'));
  expect(html).toContain('<svg');
  expect(html).toContain('--bg:var(--paper);--fg:var(--ink)');
  expect(html).toContain('<title>State diagram: The life</title>');
  expect(html).toContain('<li>the beginning to joined: Join</li>');
  expect(html).not.toContain('@import');
});

test('a sequence diagram is drawn, and what is right and wrong after it is a list', () => {
  const html = htmlOf(
    dressed(
      '```\n    ann           server\n    │ Join ───────▶ │\n\nright  join()   (join.joined)\nwrong  nothing\n```\n',
    ),
  );
  expect(html).toContain('<title>Sequence diagram: Room</title>');
  expect(html).toContain('<div class="drawing" tabindex="0" role="region" aria-label="Sequence diagram: Room">');
  expect(html).toContain('<li><strong class="right">right</strong> <code>join()</code>');
  expect(html).toContain('(<code>join.joined</code>)');
  expect(html).toContain('<li><strong class="wrong">wrong</strong> nothing</li>');
  expect(html).toContain('<li>ann to server: Join</li>');
});

test('another block of code stays as it is, and scrolls', () => {
  expect(htmlOf(dressed('```sh\nnpm ci\n```\n'))).toContain('<pre tabindex="0"><code class="language-sh">npm ci');
});

test('a picture has a frame that scrolls, and is named by what it shows', () => {
  const html = htmlOf(dressed('![The crosswalk as a picture: by cause](systems.svg)\n'));
  expect(html).toContain('<figure class="picture" tabindex="0" role="region" aria-label="The crosswalk as a picture">');
  expect(html).toContain('<img src="systems.svg"');
});
