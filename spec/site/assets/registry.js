// Filters the registry of reason codes, by text and by set. Without this script it is a table all the same.
(() => {
  const table = document.getElementById('registry');
  const rows = [...table.tBodies[0].rows];
  const set = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === 'set');

  const form = document.createElement('form');
  form.id = 'registry-filter';
  form.innerHTML =
    '<label>Filter <input type="search" name="text" autocomplete="off"></label>' +
    '<label>Set <select name="set"><option value="">all</option><option>core</option><option>extended</option></select></label>' +
    '<output role="status"></output>';
  table.parentElement.before(form);
  const { text, set: wanted } = form.elements;
  const count = form.querySelector('output');

  function filter() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const content = row.textContent.toLowerCase();
      row.hidden = !(
        words.every((word) => content.includes(word)) && row.cells[set].textContent.startsWith(wanted.value)
      );
    }
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} codes`;
  }

  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();
})();
