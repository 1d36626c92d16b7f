// Words and turns of phrase that the prose does not use, because a reader whose first language is another one stumbles over them, or
// reads them in a second sense; each with what stands in their place. Code and the names of clauses and examples are not prose.

/** What is not to be found in the prose, and what to write instead. */
export const RETIRED_WORDS = [
  [/\b(?:who|what|whom|which)(?:so)?ever\b/, 'name who or what it is: "a client that", "each", "any"'],
  [/\bbehind\b/, '"after" for time and order'],
  [/\b(?:carry|carries|carried|carrying)\b/, '"is bound to", "has", "sends"'],
  [/\bgoodbye/, '"a close with 4101"'],
  [/\bmade of\b/, '"becomes", "does with", "consists of"'],
  [/\bover (?:a|the|such a) frame\b/, '"because of a frame"'],
  [/\bbut for\b/, '"except"'],
  [/\b(?:bear|bears|borne|bearing)\b/, '"has"'],
  [/\bof (?:its|their|his|her) own accord\b/, '"by itself"'],
  [/\bpass(?:es|ed)? over\b/, '"ignore"'],
  [/\bbeside\b/, '"as well as", "next to"'],
  [/\b(?:anew|lest|thereof|therein|hereby|herein|thereby|wherever|whence|save for)\b/, 'a word of every day'],
  [/\bat once\b/, '"together", or "immediately"'],
  [/\bin spite of\b/, '"although"'],
  [/(?<!as )\bsoon\b/, 'a time, or "within 1 s"'],
  [/\bone's\b|\boneself\b/, '"its own", "the client itself"'],
];

/** The retired words in a text, each with its place in it and with what to write. */
export const retiredIn = (text) =>
  RETIRED_WORDS.flatMap(([pattern, instead]) =>
    [...text.matchAll(new RegExp(pattern.source, 'gi'))].map(({ 0: word, index }) => ({ word, index, instead })),
  );
