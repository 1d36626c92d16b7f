// Markdown to a tree of HTML, and a tree to text.

import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
// Nothing but the diagrams, which the build draws itself, is in the tree as ready HTML: the Markdown's own is left out by the reader.
const writer = unified().use(rehypeStringify, { allowDangerousHtml: true });

/** The tree of a Markdown text. */
export const treeOf = (markdown) => reader.runSync(reader.parse(markdown));

/** The HTML of a tree. */
export const htmlOf = (tree) => writer.stringify(tree);
