// Makes the form "What binds me" one that can be filled in on the screen: it shows the rows that bind, keeps the marks in this browser,
// and says what may be claimed. Without this script it is a form for paper.
(() => {
  const KEY = 'adjourn-form';
  const MARKS = ['holds', 'deviates', 'does not apply'];
  const tables = [...document.querySelectorAll('table.form')];
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
  const words = (text) => (text ? text.split(' ') : []);
  const features = [...new Set(rows.flatMap((row) => words(row.dataset.features)))];
  const unnamed = ['extended_codes', 'json'].filter((name) => !features.includes(name));

  // A browser may refuse to store anything for pages of a disk; then the marks last as long as the page.
  function stored() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }

  function store(filled) {
    try {
      localStorage.setItem(KEY, JSON.stringify(filled));
    } catch {}
  }

  const panel = document.createElement('form');
  panel.id = 'form-choice';
  panel.innerHTML =
    '<label>Class <select name="class"><option value="">all</option><option>server</option><option>client</option><option>operator</option></select></label>' +
    '<fieldset><legend>Features that the server declares</legend></fieldset>' +
    '<p><button type="button" name="print">Print</button> <button type="button" name="clear">Clear</button></p>' +
    '<output role="status"></output>';
  tables[0].parentElement.previousElementSibling.before(panel);
  const declared = panel.querySelector('fieldset');
  for (const name of [...features, ...unnamed]) {
    const label = document.createElement('label');
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'feature', value: name });
    label.append(box, ` ${name}`);
    declared.append(label);
  }

  // The boxes of a row become marks of which one can be set.
  for (const row of rows)
    for (const [index, mark] of MARKS.entries()) {
      const cell = row.cells[row.cells.length - MARKS.length + index];
      if (cell.textContent !== '☐') continue;
      const radio = Object.assign(document.createElement('input'), { type: 'radio', value: mark });
      radio.name = nameOf(row);
      radio.setAttribute('aria-label', `${row.dataset.clause}: ${mark}`);
      cell.replaceChildren(radio);
    }

  for (const row of document.getElementById('form-about').tBodies[0].rows) {
    const field = Object.assign(document.createElement('input'), { type: 'text', name: row.cells[0].textContent });
    field.setAttribute('aria-label', row.cells[0].textContent);
    row.cells[1].replaceChildren(field);
  }

  function nameOf(row) {
    return `${row.closest('table').dataset.of} ${row.dataset.clause}`;
  }

  const inputs = () => [
    ...document.querySelectorAll('table.form input, #form-about input, #form-choice select, #form-choice input'),
  ];
  const keyOf = ({ type, name, value }) => (type === 'checkbox' || type === 'radio' ? `${name}=${value}` : name);
  const isSet = (input) => (input.type === 'checkbox' || input.type === 'radio' ? input.checked : input.value);

  function fill(filled) {
    for (const input of inputs()) {
      const value = filled[keyOf(input)];
      if (input.type === 'checkbox' || input.type === 'radio') input.checked = value === true;
      else input.value = value ?? '';
    }
  }

  function show() {
    const of = panel.elements.class.value;
    const chosen = [...declared.querySelectorAll('input:checked')].map(({ value }) => value);
    declared.hidden = of !== 'server';
    for (const table of tables) {
      const its = of === '' || table.dataset.of === of;
      for (const row of table.tBodies[0].rows) row.hidden = !(its && (of !== 'server' || binds(row, chosen)));
      const empty = [...table.tBodies[0].rows].every(({ hidden }) => hidden);
      table.parentElement.hidden = empty;
      table.parentElement.previousElementSibling.hidden = empty;
    }
    for (const bare of document.querySelectorAll('h3 + p')) {
      bare.hidden = of !== '';
      bare.previousElementSibling.hidden = of !== '';
    }
    panel.querySelector('output').textContent = summary(of, chosen);
  }

  const binds = ({ dataset }, chosen) =>
    words(dataset.features).every((name) => chosen.includes(name)) &&
    !words(dataset.without).some((name) => chosen.includes(name));

  function summary(of, chosen) {
    const left = rows.filter(({ hidden }) => !hidden);
    const marked = left.filter((row) => row.querySelector('input:checked'));
    const count = `${marked.length} of ${left.length} rows have a mark.`;
    if (of === '' || marked.length < left.length) return count;
    const deviating = left.filter((row) => row.querySelector('input[value="deviates"]:checked'));
    const having = of === 'server' ? `, ${chosen.length === 0 ? 'base' : `features ${chosen.join(', ')}`}` : '';
    const but = deviating.map(({ dataset }) => dataset.clause).join(', ');
    return `${count} The claim: conforms to Adjourn 1.0, ${of}${having}${but && `; deviates from ${but}, with the reasons`}`;
  }

  document.addEventListener('input', () => {
    store(
      Object.fromEntries(
        inputs()
          .filter(isSet)
          .map((input) => [keyOf(input), isSet(input)]),
      ),
    );
    show();
  });
  panel.addEventListener('submit', (event) => event.preventDefault());
  panel.elements.print.addEventListener('click', () => print());
  panel.elements.clear.addEventListener('click', () => {
    fill({});
    store({});
    show();
  });
  fill(stored());
  show();
})();
