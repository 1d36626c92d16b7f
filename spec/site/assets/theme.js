// Light or dark: as the system says, until the reader says otherwise. It runs before the page is painted, so that nothing flashes.
(() => {
  const KEY = 'adjourn-theme';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');

  // A browser may refuse to store anything for pages of a disk; then the choice holds for the page alone.
  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function store(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {}
  }

  const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';

  const chosen = stored();
  if (chosen !== null) root.dataset.theme = chosen;

  function addButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = 'theme';
    const label = () => {
      button.textContent = isDark() ? 'Light' : 'Dark';
    };
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      store(root.dataset.theme);
      label();
    });
    system.addEventListener('change', label);
    label();
    document.getElementById('tools').append(button);
  }

  // The page 404 loads this script after everything else.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', addButton);
  else addButton();
})();
