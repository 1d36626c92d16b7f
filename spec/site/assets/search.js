// The search: every word must stand in an entry, and entries whose title has them come first. Nothing leaves the browser.
(() => {
  const MOST = 20;
  const EXCERPT = 140;
  const { root } = document.documentElement.dataset;

  const form = document.createElement('search');
  form.innerHTML =
    '<input type="search" id="search" placeholder="Search" aria-label="Search the specification" autocomplete="off">' +
    '<div id="results" hidden><p id="found" role="status"></p><ol></ol></div>';
  const [input, results] = form.children;
  const [found, list] = results.children;
  document.getElementById('tools').prepend(form);

  // The list of what there is comes with the first search, and not with every page.
  let loading;
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root}assets/search-index.js`;
      script.onload = () => resolve(window.searchIndex);
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded.`));
      document.head.append(script);
    });
    return loading;
  }

  function score(entry, words) {
    const title = entry.title.toLowerCase();
    const text = entry.text.toLowerCase();
    const query = words.join(' ');
    if (title === query) return 1000;
    let sum = title.startsWith(query) ? 100 : 0;
    for (const word of words) {
      if (title.includes(word)) sum += 10;
      else if (text.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  }

  function excerpt({ text }, words) {
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]) - EXCERPT / 3);
    const from = at === 0 ? 0 : text.indexOf(' ', at) + 1;
    const cut = text.slice(from, from + EXCERPT);
    return `${from > 0 ? '… ' : ''}${cut}${from + EXCERPT < text.length ? ' …' : ''}`;
  }

  function item(entry, words) {
    const link = document.createElement('a');
    link.href = root + entry.way;
    for (const [name, text] of [
      ['title', entry.title],
      ['kind', entry.kind],
      ['excerpt', excerpt(entry, words)],
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
  }

  async function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return close();
    const scored = (await load()).map((entry) => ({ entry, points: score(entry, words) }));
    const hits = scored.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points);
    found.textContent = `${hits.length} found${hits.length > MOST ? `, the nearest ${MOST}` : ''}`;
    list.replaceChildren(...hits.slice(0, MOST).map(({ entry }) => item(entry, words)));
    results.hidden = false;
  }

  function step(event, by) {
    const places = [input, ...list.querySelectorAll('a')];
    const next = places[places.indexOf(document.activeElement) + by];
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
    Enter: (event) => {
      if (event.target === input) list.querySelector('a')?.click();
    },
  };

  input.addEventListener('input', show);
  input.addEventListener('focus', show);
  form.addEventListener('keydown', (event) => {
    if (!results.hidden) KEYS[event.key]?.(event);
  });
  list.addEventListener('click', close);
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.matches('input')) return;
    event.preventDefault();
    input.focus();
  });
})();
