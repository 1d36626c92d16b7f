// Part of the page 404: finds the root of the site, however deep the address is that was asked for, and lets the page begin there.
(async () => {
  const { style, scripts } = document.currentScript.dataset;
  const base = document.querySelector('base') ?? document.head.appendChild(document.createElement('base'));
  const folders = location.pathname.split('/').slice(1, -1);
  const above = folders.map((_, index) => `/${folders.slice(0, folders.length - index).join('/')}/`);

  const stands = async (root) => {
    const answer = await fetch(root + style, { method: 'HEAD' }).catch(() => undefined);
    return answer?.ok && /\bcss\b/.test(answer.headers.get('content-type'));
  };

  // Nothing can be asked of a disk; there the page stands in its own place.
  async function root() {
    if (location.protocol !== 'file:') for (const one of [...above, '/']) if (await stands(one)) return one;
    return './';
  }

  base.href = await root();
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
  for (const src of scripts.split(' ')) document.head.append(Object.assign(document.createElement('script'), { src }));
})();
