// Finds entries of the site for what somebody has typed. Words as they are typed come first, also as the beginnings of words; only where nothing has
// them all, words that a slip of the keys may have meant. The work is MiniSearch's; what is decided here is what counts as a word, and as a slip.
(() => {
  const WORD = /[\p{L}\p{N}]+(?:[._/-]+[\p{L}\p{N}]+)*/gu;
  const SEAM = /[._/-]+|(?<=[a-z])(?=[A-Z])/;
  const NUMBER = /^\d+$/;
  /** How many keys may be wrong in a word of so many letters, in the first attempt, the second, and the third. */
  const SLIPS = [() => 0, (length) => (length < 4 ? 0 : 1), (length) => (length < 6 ? 1 : 2)];
  /** What is looked for by its name stands before what mentions it, and a page before its parts. */
  const WEIGHTS = { page: 1.6, message: 1.6, code: 1.4, clause: 1.3, example: 0.6, case: 0.6, api: 0.5, change: 0.3 };
  const SAME_TITLE = 20;
  const TITLE_BEGINS = 4;
  const IN_TITLE = 4;
  /** What may follow in a name that begins as what was typed: other words, or the end of a word that is not finished yet. */
  const REST = /^(?: |\p{L}{1,3}$)/u;

  const wordsOf = (text) => text.match(WORD) ?? [];
  const partsOf = (word) => word.split(SEAM).filter(Boolean);
  const plain = (text) => text.toLowerCase();

  /** A name, such as `client.leave-waits`, is found by itself and by its parts. */
  const tokens = (text) =>
    wordsOf(text).flatMap((word) => {
      const parts = partsOf(word);
      return parts.length > 1 ? [word, ...parts] : parts;
    });

  /** Two letters in the wrong order are one slip, which counts as two for the library. */
  const swapped = (word) =>
    [...word.slice(1)].map((letter, at) => word.slice(0, at) + letter + word[at] + word.slice(at + 2));

  function queryOf(word, slips) {
    const parts = partsOf(word);
    const allowed = NUMBER.test(word) ? 0 : slips(word.length);
    const queries = [{ queries: [plain(word)], fuzzy: allowed === 0 ? false : allowed }];
    if (allowed > 0) queries.push({ queries: swapped(plain(word)) });
    if (parts.length > 1) {
      const named = parts.map((part) => queryOf(part, slips));
      queries.push({ combineWith: 'AND', fields: ['title', 'also'], queries: named });
    }
    return { combineWith: 'OR', queries };
  }

  // The nearest to what was typed: what is called just that, or begins with it, or has more of it in its name.
  function weight({ title, also = [], group }, { terms, match }, words, meant) {
    const named = terms.filter((term) => match[term].some((field) => field !== 'text')).length;
    const own = (WEIGHTS[group] ?? 1) * (1 + IN_TITLE * Math.min(1, named / words) ** 2);
    const names = [title, ...also].map(plain);
    if (names.some((name) => meant.includes(name))) return own * SAME_TITLE;
    const begins = (name) => meant.some((text) => name.startsWith(text) && REST.test(name.slice(text.length)));
    return names.some(begins) ? own * TITLE_BEGINS : own;
  }

  /**
   * Takes up the entries, and returns what finds them: for a text the hits, the best first, and whether some word of it had to be taken for another.
   * Each hit is an entry with the words by which it was found.
   */
  window.finder = (entries) => {
    const index = new window.MiniSearch({
      fields: ['title', 'also', 'text'],
      tokenize: tokens,
      searchOptions: { tokenize: (text) => [text], prefix: true, boost: { title: 6, also: 3 }, combineWith: 'AND' },
    });
    index.addAll(entries.map(({ title, also = [], text }, id) => ({ id, title, also: also.join(' '), text })));

    return (typed) => {
      const words = wordsOf(typed);
      if (words.length === 0) return { hits: [], slipped: false };
      for (const [attempt, slips] of SLIPS.entries()) {
        const found = index.search({ combineWith: 'AND', queries: words.map((word) => queryOf(word, slips)) });
        if (found.length === 0) continue;
        const scored = found.map((hit) => {
          const meant = [plain(words.join(' ')), ...(attempt > 0 && words.length === 1 ? hit.terms : [])];
          const points = hit.score * weight(entries[hit.id], hit, words.length, meant);
          return { entry: entries[hit.id], terms: hit.terms, points };
        });
        const hits = scored.sort((one, other) => other.points - one.points);
        return { hits: hits.map(({ entry, terms }) => ({ ...entry, terms })), slipped: attempt > 0 };
      }
      return { hits: [], slipped: false };
    };
  };
})();
