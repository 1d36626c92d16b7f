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

  for (const root of [...above, '/']) {
    if (!(await stands(root))) continue;
    base.href = root;
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
    for (const src of scripts.split(' '))
      document.head.append(Object.assign(document.createElement('script'), { src }));
    return;
  }
})();
