// The search: the field, its results, and the keys. What is found, find.js says. Nothing leaves the browser.
(() => {
  const MOST = 20;
  const EXCERPT = 140;
  /** What the search needs. It comes with the first search, and not with every page. */
  const PARTS = ['minisearch', 'search-index', 'find'];
  const { root } = document.documentElement.dataset;

  const form = document.createElement('search');
  form.innerHTML =
    '<input type="search" id="search" placeholder="Search" aria-label="Search the site" aria-keyshortcuts="/" autocomplete="off">' +
    // What is to be heard must be there before it is said; so it is apart from what is seen.
    '<p id="found" class="heard" role="status"></p>' +
    '<div id="results" hidden><p class="count" aria-hidden="true"></p><ol aria-label="Found"></ol></div>';
  const [input, found, results] = form.children;
  const [count, list] = results.children;
  document.getElementById('tools').prepend(form);

  let loading;
  function load() {
    loading ??= Promise.all(PARTS.map(loadPart)).then(() => window.finder(window.searchIndex));
    return loading;
  }

  const loadPart = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root}assets/${name}.js`;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded.`));
      document.head.append(script);
    });

  // The part of the text that has the first word that was found in it.
  function excerpt({ text, terms }) {
    const lower = text.toLowerCase();
    const starts = terms.map((term) => lower.indexOf(term)).filter((start) => start >= 0);
    const at = starts.length === 0 ? 0 : Math.max(0, Math.min(...starts) - EXCERPT / 3);
    const from = at === 0 ? 0 : text.indexOf(' ', at) + 1;
    const rest = text.slice(from);
    const cut = rest.length > EXCERPT ? `${rest.slice(0, rest.lastIndexOf(' ', EXCERPT))} …` : rest;
    return `${from > 0 ? '… ' : ''}${cut}`;
  }

  function item(entry) {
    const link = document.createElement('a');
    link.href = root + entry.way;
    for (const [name, text] of [
      ['title', entry.title],
      ['kind', entry.kind],
      ['excerpt', excerpt(entry)],
    ]) {
      const part = document.createElement('span');
      part.className = name;
      part.textContent = text;
      link.append(part, ' ');
    }
    const line = document.createElement('li');
    line.append(link);
    return line;
  }

  function close() {
    results.hidden = true;
    found.textContent = '';
  }

  async function show() {
    const find = await load();
    if (input.value.trim() === '') return close();
    const { hits, slipped } = find(input.value);
    say(said(hits.length, slipped));
    list.replaceChildren(...hits.slice(0, MOST).map(item));
    results.hidden = false;
  }

  function say(words) {
    found.textContent = words;
    count.textContent = words;
  }

  function said(number, slipped) {
    const shown = number > MOST ? `, the nearest ${MOST}` : '';
    return slipped ? `Nothing is spelled so; ${number} near it${shown}` : `${number} found${shown}`;
  }

  const places = () => [input, ...list.querySelectorAll('a')];

  function step(event, by) {
    const all = places();
    const next = all[all.indexOf(document.activeElement) + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  const KEYS = {
    ArrowDown: (event) => step(event, 1),
    ArrowUp: (event) => step(event, -1),
    Escape: () => {
      close();
      input.focus();
    },
    Home: (event) => event.target === input || step(event, -places().indexOf(event.target) + 1),
    End: (event) => event.target === input || step(event, places().length - 1 - places().indexOf(event.target)),
  };

  input.addEventListener('focus', load);
  input.addEventListener('input', show);
  input.addEventListener('click', show);
  form.addEventListener('keydown', async (event) => {
    // Somebody may be faster than what is loaded by the first search.
    if (event.key === 'Enter' && event.target === input) {
      await show();
      list.querySelector('a')?.click();
    } else if (event.key === 'ArrowDown' && results.hidden) show();
    else if (!results.hidden) KEYS[event.key]?.(event);
  });
  list.addEventListener('click', close);
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
})();
