/** How the page looks, in light and in dark; the reader's own setting decides. */

/** The style sheet of the page. It needs no font and no picture from anywhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b2330; --dim: #5b6675; --line: #d5dae1; --head: #f3f5f8; --stripe: #fafbfc; --link: #0b57c2;
  --holds: #14692f; --holds-back: #e6f4ea; --broken: #a31226; --broken-back: #fde8ea;
  --declared: #7a4a00; --declared-back: #fdf1dc; --untold: #3f4a9c; --untold-back: #eaecfb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12161c; --ink: #e4e9f0; --dim: #9aa5b4; --line: #333b47; --head: #1c222b; --stripe: #161b22; --link: #7db3ff;
    --holds: #7fd69a; --holds-back: #16301f; --broken: #ff8d99; --broken-back: #3d171d;
    --declared: #f0c27a; --declared-back: #372a12; --untold: #aab4ff; --untold-back: #222747;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', sans-serif; }
header, main, footer { max-width: 88rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem); }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p, .legend, .notes { max-width: 70ch; }
.caveat { border-left: 4px solid var(--declared); background: var(--declared-back); padding: .75rem 1rem; border-radius: 4px; }
.dim { color: var(--dim); }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
code, pre { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
td code, li code { background: var(--head); border-radius: 3px; padding: .1em .35em; overflow-wrap: anywhere; }
pre { background: var(--head); padding: .75rem 1rem; border-radius: 6px; overflow-x: auto; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
.scroll:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
thead th { background: var(--head); white-space: nowrap; }
tbody th { font-weight: 500; background: var(--paper); position: sticky; left: 0; min-width: 11rem; }
tbody tr:nth-child(even) > * { background: var(--stripe); }
#clauses th, #clauses td { padding-block: .3rem; }
td p { margin: 0 0 .35rem; }
td p:last-child { margin: 0; }
.often { display: block; color: var(--dim); font-size: .85em; }
.mark { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; text-decoration: none; }
.holds { color: var(--holds); background: var(--holds-back); }
.broken { color: var(--broken); background: var(--broken-back); }
a.broken { text-decoration: underline; }
.declared { color: var(--declared); background: var(--declared-back); }
.untold { color: var(--untold); background: var(--untold-back); }
.unshown { color: var(--dim); }
.legend { display: grid; grid-template-columns: max-content 1fr; gap: .4rem .75rem; align-items: baseline; margin: 0 0 1rem; }
.legend dd { margin: 0; }
article { border: 1px solid var(--line); border-radius: 8px; padding: 0 1.25rem 1rem; margin: 1.25rem 0; scroll-margin-top: 1rem; }
article:target { border-color: var(--broken); box-shadow: 0 0 0 1px var(--broken); }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--dim); max-width: 70ch; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .75rem 0; }
dl.facts dt { color: var(--dim); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.picture { overflow-x: auto; }
.picture img { display: block; max-width: none; border: 1px solid var(--line); border-radius: 10px; }
footer { padding-bottom: 3rem; }
@media print { .scroll, .picture { overflow: visible; } tbody th { position: static; } article { break-inside: avoid; } }
`;
