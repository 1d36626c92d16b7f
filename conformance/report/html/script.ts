/**
 * What the page can do beyond being read: filter, copy, open what a link names, and open everything for paper. It is plain
 * JavaScript for browsers, reads nothing but the page's own elements, and writes no markup.
 */
export const SCRIPT = `'use strict';
const form = document.getElementById('filters');
const items = [...document.querySelectorAll('[data-verdict]')];
const groups = [...document.querySelectorAll('.group')];
const texts = new WeakMap();

const textOf = (item) => {
  if (!texts.has(item)) {
    // What only names another case is not about this one.
    const elsewhere = [...item.querySelectorAll('.elsewhere')].map((part) => part.textContent);
    const text = elsewhere.reduce((rest, part) => rest.replace(part, ''), item.textContent);
    texts.set(item, text.toLowerCase());
  }
  return texts.get(item);
};
const has = (list, word) => (list ?? '').split(' ').includes(word);

function isWanted(item, wanted) {
  const { verdict, clauses, broken, features } = item.dataset;
  const [chosen, clause, feature] = ['verdict', 'clause', 'feature'].map((name) => wanted.get(name) ?? '');
  const words = (wanted.get('text') ?? '').toLowerCase().split(' ').filter(Boolean);
  return (
    (chosen === '' || chosen === verdict) &&
    (clause === '' || (clause.startsWith('!') ? has(broken, clause.slice(1)) : has(clauses, clause))) &&
    (feature === '' || has(features, feature)) &&
    words.every((word) => textOf(item).includes(word))
  );
}

function filter() {
  const wanted = new FormData(form);
  for (const item of items) item.hidden = !isWanted(item, wanted);
  for (const group of groups) {
    const shown = group.querySelectorAll('[data-verdict]:not([hidden])').length;
    const count = group.querySelector('[data-count]');
    if (count && count.dataset.count === '') count.dataset.count = count.textContent;
    if (count) {
      const all = group.querySelectorAll('[data-verdict]').length;
      count.textContent = shown === all ? count.dataset.count : shown + ' of ' + count.dataset.count;
    }
    group.hidden = shown === 0;
  }
  const shown = items.filter((item) => !item.hidden).length;
  form.querySelector('output').textContent = shown + ' of ' + items.length + ' ' + form.dataset.noun;
}

function reveal() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name === '' ? null : document.getElementById(name);
  if (!target) return;
  const around = target.closest('[data-verdict], .group');
  if (form && (around?.hidden || target.closest('[hidden]'))) {
    form.reset();
    filter();
  }
  for (let at = target; at; at = at.parentElement) if (at.matches('details')) at.open = true;
  target.scrollIntoView();
}

if (form) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('click', ({ target }) => {
    const act = target.closest('[data-act]')?.dataset.act;
    if (act) for (const item of items) if (!item.hidden) item.open = act === 'open';
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input, select, textarea')) return;
    event.preventDefault();
    form.elements.text.focus();
  });
  filter();
}
addEventListener('hashchange', reveal);
reveal();

async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return document.execCommand('copy');
  }
}

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  const [label] = button.childNodes;
  button.addEventListener('click', async () => {
    label.data = (await copy(button.parentElement.querySelector('code'))) ? 'Copied' : 'Select and copy';
    setTimeout(() => { label.data = 'Copy'; }, 2000);
  });
}

let shut = [];
addEventListener('beforeprint', () => {
  shut = [...document.querySelectorAll('details.fail:not([open])')];
  for (const one of shut) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of shut.splice(0)) one.open = false;
});
`;
