// Finds the clauses in the prose. A clause is written like this:
//
//   ### `departure.once`
//
//   Each remaining participant **MUST** be told of a departure exactly once.
//
//   *Intent:* why the rule is there.
//
//   *Untestable:* why no test can show it.        (only where that is so)
//
//   *Since:* 1.1                                  (only where it is younger than 1.0)
//
// Where a sentence has two or more conditions, they are a list: the sentence ends with a colon, and the list follows it at once. As data,
// such a sentence is one line: "A server MUST refuse it in each of these cases: its name is empty; its role is unknown."
//
// A clause that no longer holds keeps its heading, with one paragraph in place of everything else, so that its id is never given away:
//
//   *Retired:* in 1.1; `departure.told` holds instead.
//
// What is wrong is returned as data, so that one run tells everything.

import { toString as textOf } from 'mdast-util-to-string';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const ID = /^[a-z]+(\.[a-z]+(-[a-z]+)*)+$/;
const VERSION = /^\d+\.\d+$/;
/** The first version of the specification: what does not say otherwise belongs to it. */
export const FIRST = '1.0';
const KEYWORDS = ['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'];
// A sentence ends with a full stop, a question or an exclamation mark before white space; "e.g." and "i.e." do not end one.
const SENTENCE_END = /(?<!\b(?:e\.g|i\.e))[.!?](?=\s+\S)/;

/** Whether a word has the form of a clause id. */
export const looksLikeId = (word) => ID.test(word);

const parser = unified().use(remarkParse);
const trees = new Map();

/** A Markdown text as a tree, which nobody changes: a text that is asked for again is not parsed again. */
export function parseMarkdown(markdown) {
  if (!trees.has(markdown)) trees.set(markdown, parser.parse(markdown));
  return trees.get(markdown);
}

/**
 * The clauses of one Markdown text, those that are retired, and what is wrong with them.
 * @param {string} markdown
 * @param {string} file the name that errors and clauses bear
 */
export function parseClauses(markdown, file) {
  const nodes = parseMarkdown(markdown).children;
  const clauses = [];
  const retired = [];
  const errors = [];
  nodes.forEach((node, index) => {
    const label = clauseLabel(node);
    if (label === undefined) return;
    const wrong = (problem, at = node) => errors.push({ file, line: at.position.start.line, problem });
    const body = bodyOf(nodes, index);
    const place = { section: file, anchor: anchorOf(label), line: node.position.start.line };
    const end = labelled(body[0], 'Retired');
    const clause = end === undefined ? readClause(label, body, wrong) : readRetired(label, end, body, wrong);
    if (clause) (end === undefined ? clauses : retired).push({ ...clause, ...place });
  });
  return { clauses, retired, errors };
}

// How code hosts name the place of a heading: small letters, without dots.
const anchorOf = (id) => id.replaceAll('.', '');

function readRetired(id, why, body, wrong) {
  if (!ID.test(id)) wrong(notAnId(id));
  else if (why === '') wrong(`\`${id}\` is retired without a word. Say since when, and what holds instead.`, body[0]);
  else if (body.length > 1) wrong(`\`${id}\` is retired and says more. Keep the paragraph *Retired:* alone.`, body[1]);
  else return { id, why };
  return undefined;
}

const notAnId = (id) =>
  `\`${id}\` is no clause id. Write words of small letters, joined by dots and hyphens: \`departure.once\`.`;

/** Ids that stand more than once, as errors. */
export function duplicates(clauses) {
  const first = new Map();
  return clauses.flatMap((clause) => {
    const before = first.get(clause.id);
    if (before === undefined) {
      first.set(clause.id, clause);
      return [];
    }
    const place = `${before.section}:${before.line}`;
    return [
      {
        file: clause.section,
        line: clause.line,
        problem: `\`${clause.id}\` stands already at ${place}. Rename one of them.`,
      },
    ];
  });
}

// The text of a heading that consists of inline code. Headings with one dotted word in code among other words are no clauses.
function clauseLabel(node) {
  if (node.type !== 'heading' || node.children.length !== 1) return undefined;
  const [only] = node.children;
  return only.type === 'inlineCode' ? only.value : undefined;
}

// What stands between a heading and the next one.
function bodyOf(nodes, heading) {
  const rest = nodes.slice(heading + 1);
  const next = rest.findIndex((node) => node.type === 'heading');
  return next === -1 ? rest : rest.slice(0, next);
}

function readClause(id, body, wrong) {
  let sound = true;
  const fail = (problem, at) => {
    sound = false;
    wrong(problem, at);
  };
  if (!ID.test(id)) fail(notAnId(id));
  const list = body[1]?.type === 'list' && endsWithColon(body[0]) ? body[1] : undefined;
  const [rule, intent, ...rest] = body.filter((node) => node !== list);
  const level = readRule(id, rule, list, fail);
  const why = labelled(intent, 'Intent');
  if (why === undefined) {
    fail(`\`${id}\` has no intent. Follow its sentence with a paragraph that begins with *Intent:*.`, intent);
  } else if (why === '') {
    fail(`\`${id}\` has an empty intent. Say what the rule is for.`, intent);
  }
  const untestable = amongst(rest, 'Untestable');
  const since = amongst(rest, 'Since') ?? FIRST;
  if (!VERSION.test(since)) fail(`\`${id}\` is since no version. Write the number of one: *Since:* 1.1`);
  if (untestable === '') fail(`\`${id}\` is untestable without a reason. Say why no test can show it.`);
  for (const node of [rule, intent, ...rest].slice(2)) {
    if (labelled(node, 'Intent') !== undefined) fail(`\`${id}\` has a second intent. Keep one.`, node);
    else if (node.type === 'paragraph' && keywordsIn(node).length > 0) {
      fail(`\`${id}\` has a BCP 14 keyword outside of its sentence. Make it a clause of its own.`, node);
    }
  }
  if (!sound) return undefined;
  const sentence = sentenceOf(rule, list);
  return { id, level, sentence, intent: why, since, ...(untestable === undefined ? {} : { untestable }) };
}

const endsWithColon = (node) => node.type === 'paragraph' && plain(node).endsWith(':');

const sentenceOf = (rule, list) =>
  list === undefined ? plain(rule) : `${plain(rule)} ${list.children.map(plain).join('; ')}.`;

const amongst = (nodes, label) => nodes.map((node) => labelled(node, label)).find((text) => text !== undefined);

function readRule(id, rule, list, fail) {
  if (rule?.type !== 'paragraph' || labelled(rule, 'Intent') !== undefined) {
    fail(`\`${id}\` has no sentence. Follow its heading with one paragraph of one sentence.`, rule);
    return undefined;
  }
  const text = plain(rule);
  if (SENTENCE_END.test(text)) fail(`\`${id}\` has more than one sentence. Split it into clauses.`, rule);
  else if (list === undefined && !text.endsWith('.'))
    fail(`\`${id}\` has a sentence without a full stop. End it with one, or with a colon and a list.`, rule);
  for (const item of list?.children ?? [])
    if (/[.;,]$/.test(plain(item)) || SENTENCE_END.test(plain(item)))
      fail(`\`${id}\` has an item that is a sentence. Write a part of the sentence, without a mark at its end.`, item);
  const keywords = [rule, ...(list?.children ?? [])].flatMap(keywordsIn);
  if (keywords.length === 0) {
    fail(`\`${id}\` has no BCP 14 keyword. Set one of ${KEYWORDS.join(', ')} in bold.`, rule);
  } else if (keywords.length > 1) {
    fail(`\`${id}\` has ${keywords.length} BCP 14 keywords (${keywords.join(', ')}). Split it into clauses.`, rule);
  }
  return keywords[0];
}

// The text after an emphasised label, or undefined where the node does not begin with that label.
function labelled(node, label) {
  if (node?.type !== 'paragraph' || node.children[0].type !== 'emphasis') return undefined;
  const [first] = node.children;
  if (textOf(first) === `${label}:`)
    return plain(node)
      .slice(label.length + 1)
      .trim();
  // *Intent*: is as good as *Intent:*.
  if (textOf(first) === label && plain(node).startsWith(`${label}:`))
    return plain(node)
      .slice(label.length + 1)
      .trim();
  return undefined;
}

const keywordsIn = (node) =>
  (node.children ?? []).flatMap((child) =>
    child.type === 'strong' && KEYWORDS.includes(textOf(child)) ? [textOf(child)] : keywordsIn(child),
  );

// Text as a reader sees it, with the line breaks of the source as spaces.
const plain = (node) => textOf(node).replace(/\s+/g, ' ').trim();
