import { expect, test } from 'vitest';
import { dressBlocks } from './blocks.mjs';
import { htmlOf, treeOf } from './markdown.mjs';

const dressed = (markdown) => {
  const tree = treeOf(markdown);
  dressBlocks(tree, 'Room');
  return tree;
};

test('a diagram is drawn, in the colours of the page, and fetches nothing', () => {
  const html = htmlOf(dressed('```mermaid\nstateDiagram-v2\n  [*] --> joined: Join\n```\n'));
  expect(html).toContain('<svg');
  expect(html).toContain('--bg:var(--paper);--fg:var(--ink)');
  expect(html).toContain('aria-label="Diagram: Room"');
  expect(html).not.toContain('@import');
});

test('a line that is said to be right or wrong is marked as such', () => {
  const html = htmlOf(
    dressed('```\n│ Leave ──▶ │   right: once\n│ Leave ──▶ │   wrong: twice\n│ Leave ──▶ │   again\n```\n'),
  );
  expect(html).toContain('<span class="right">│ Leave ──▶ │   right: once\n</span>');
  expect(html).toContain('<span class="wrong">│ Leave ──▶ │   wrong: twice\n</span>');
  expect(html).toContain('\n</span>│ Leave ──▶ │   again\n');
});

test('a picture has a frame that scrolls, and is named by what it shows', () => {
  const html = htmlOf(dressed('![The crosswalk as a picture: by cause](systems.svg)\n'));
  expect(html).toContain('<figure class="picture" tabindex="0" role="region" aria-label="The crosswalk as a picture">');
  expect(html).toContain('<img src="systems.svg"');
});
