/** How the page looks, in light, in dark, on a phone and on paper; the reader's own setting decides. */

const LIGHT = `
  --paper: #ffffff; --ink: #1b2330; --dim: #596475; --line: #d5dae1; --head: #f3f5f8; --link: #0b57c2;
  --wrong: #b3152a; --band: #fdecee; --good: #14692f; --good-back: #e6f4ea; --bad: #a31226; --bad-back: #fde8ea;
  --warn: #7a4a00; --warn-back: #fdf1dc; --open: #6b2f8a; --open-back: #f5eafa;
`;
const DARK = `
  --paper: #12161c; --ink: #e4e9f0; --dim: #9aa5b4; --line: #333b47; --head: #1c222b; --link: #7db3ff;
  --wrong: #ff8d99; --band: #3a1a20; --good: #7fd69a; --good-back: #16301f; --bad: #ff8d99; --bad-back: #3d171d;
  --warn: #f0c27a; --warn-back: #372a12; --open: #d7a6f0; --open-back: #33203d;
`;

/** The page, but for its diagrams. */
export const PAGE_STYLE = `
:root { color-scheme: light dark;${LIGHT}}
@media (prefers-color-scheme: dark) { :root {${DARK}} }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2rem); }
footer { padding-block: 2rem; color: var(--dim); font-size: .875rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre, .case > summary .name { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
code, dd, .brief { unicode-bidi: isolate; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; }
.count { color: var(--dim); font-weight: 400; }
.dim { color: var(--dim); }
.bad { color: var(--bad); }

header { padding-top: 1.75rem; }
.kicker { margin: 0; color: var(--dim); font-size: .9rem; }
h1 { margin: .15rem 0 .35rem; font-size: 2rem; }
.conforms h1 { color: var(--good); }
.violates h1 { color: var(--bad); }
.undecided h1 { color: var(--open); }
.outcome { margin: 0 0 1rem; max-width: 50rem; overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.counts li > * { display: block; padding: .3rem .8rem; border-radius: 2rem; background: var(--head); color: inherit; text-decoration: none; }
.counts a:hover { text-decoration: underline; }
.counts .fail > * { background: var(--bad-back); color: var(--bad); }
.counts .pass > * { background: var(--good-back); color: var(--good); }
.counts .indistinguishable > *, .counts .known-failure > * { background: var(--warn-back); color: var(--warn); }
.counts .inconclusive > *, .counts .harness-fault > * { background: var(--open-back); color: var(--open); }

.facts { margin: .75rem 0; font-size: .925rem; }
.facts > div { display: grid; grid-template-columns: 7.5rem 1fr; gap: 0 1rem; padding: .15rem 0; }
.facts dt { color: var(--dim); }
.facts dd { margin: 0; min-width: 0; }
.facts li code { font-weight: 600; }
.facts ul { margin: 0; padding: 0; list-style: none; }
header .facts { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; }
header .facts > div { display: block; min-width: 0; padding: 0; }
header .facts > div:first-child { flex-basis: 100%; }
.command { display: flex; align-items: center; gap: .75rem; margin: .75rem 0 0; padding: .35rem .4rem .35rem .75rem; background: var(--head); border: 1px solid var(--line); border-radius: 6px; }
.command .name { flex: none; color: var(--dim); font-size: .875rem; }
.command pre { flex: 1; min-width: 0; margin: 0; padding: .15rem 0; overflow-x: auto; }
.command code { overflow-wrap: normal; }
button { padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 5px; background: var(--paper); color: var(--ink); font: inherit; font-size: .875rem; cursor: pointer; }
button:hover { border-color: var(--link); }
.copy { flex: none; min-width: 5.2rem; }

.breaches { margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; list-style: none; }
.breaches li { display: grid; grid-template-columns: 20rem minmax(0, 1fr) max-content; gap: .1rem 1rem; align-items: baseline; padding: .55rem .9rem; border-bottom: 1px solid var(--line); }
.breaches li:last-child { border-bottom: 0; }
.breaches .level { color: var(--dim); font-size: .825rem; }
.breaches .times { font-variant-numeric: tabular-nums; }
#filters { margin: 2.5rem 0 0; padding: .9rem 1rem; border: 1px solid var(--line); border-radius: 8px; }
.verdicts { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0 0 .75rem; padding: 0; border: 0; }
.verdicts label { position: relative; cursor: pointer; }
.verdicts input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
.verdicts span { display: block; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 5px; font-size: .9rem; }
.verdicts :checked + span { background: var(--ink); border-color: var(--ink); color: var(--paper); }
.verdicts :focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
.fields { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem; }
.field span { display: block; color: var(--dim); font-size: .825rem; }
.field input, .field select { width: 100%; padding: .35rem .5rem; border: 1px solid var(--line); border-radius: 5px; background: var(--paper); color: var(--ink); font: inherit; font-size: .925rem; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-top: .75rem; }
.acts output { margin-right: auto; color: var(--dim); font-size: .9rem; }

.cases { overflow: clip; border: 1px solid var(--line); border-radius: 8px; }
.case { margin-top: -1px; border-top: 1px solid var(--line); }
summary { cursor: pointer; }
.case > summary { display: grid; grid-template-columns: 1.2rem 20rem minmax(0, 1fr) max-content; gap: 0 .75rem; align-items: baseline; padding: .45rem .9rem; list-style: none; }
.case > summary::-webkit-details-marker { display: none; }
.case > summary:hover, .case[open] > summary { background: var(--head); }
.case > summary .name { overflow-wrap: anywhere; font-weight: 600; }
.case > summary .brief { overflow: hidden; color: var(--dim); font-size: .9rem; text-overflow: ellipsis; white-space: nowrap; }
.case[open] > summary .brief { overflow: visible; white-space: normal; }
.took { color: var(--dim); font-size: .875rem; font-variant-numeric: tabular-nums; text-align: right; }
.mark { font-weight: 700; text-align: center; }
.fail > summary .mark, .fail > summary .brief code { color: var(--bad); }
.pass > summary .mark { color: var(--good); }
.indistinguishable > summary .mark, .known-failure > summary .mark { color: var(--warn); }
.inconclusive > summary .mark, .harness-fault > summary .mark { color: var(--open); }
.case > .body { padding: .25rem .9rem 1rem 2.85rem; border-top: 1px solid var(--line); }
.case > .body > p { margin: .75rem 0; }

.failure { margin: 1rem 0; padding: .25rem 0 0 1rem; border-left: 3px solid var(--bad); scroll-margin-top: 6rem; }
.failure:target { outline: 2px solid var(--link); outline-offset: 6px; }
.failure h3 { margin: 0; font-size: 1rem; }
.failure h3 a { color: var(--bad); }
.failure h3 span { color: var(--dim); font-weight: 400; font-size: .875rem; }
.failure p { margin: .25rem 0; max-width: 46rem; }
.failure .dim { font-size: .9rem; }
.exchange { overflow-x: auto; margin: .9rem 0; padding: .75rem 0; border: 1px solid var(--line); border-radius: 8px; }
.exchange svg { display: block; }
.versus { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; margin: .9rem 0; }
.versus > div { padding: .5rem .8rem; border-radius: 6px; }
.versus dt { font-size: .825rem; font-weight: 600; }
.versus dd { margin: 0; font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.allowed { background: var(--good-back); }
.allowed dt { color: var(--good); }
.seen { background: var(--bad-back); }
.seen dt { color: var(--bad); }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; }
th, td { padding: .45rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { background: var(--head); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
th code { overflow-wrap: normal; white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.bar { display: block; width: 100%; min-width: 8rem; height: .55rem; border-radius: .3rem; background: var(--head); }
.bar rect { fill: var(--link); }
.share { display: grid; grid-template-columns: 3.5rem minmax(8rem, 20rem) auto; gap: .75rem; align-items: center; margin: .75rem 0 .25rem; }
.folded > summary { padding: .25rem 0; color: var(--link); }
.names { columns: 22rem; margin: .25rem 0 1rem; padding-left: 1.2rem; font-size: .875rem; }
.lines { overflow-x: auto; margin: .9rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: 8px; }

@media (max-width: 45rem) {
  h1 { font-size: 1.6rem; }
  header .facts { gap: .5rem 1.75rem; }
  .breaches li { grid-template-columns: minmax(0, 1fr) max-content; }
  .breaches .what { grid-row: 2; grid-column: 1 / -1; font-size: .9rem; }
  .fields, .versus { grid-template-columns: 1fr; }
  .facts > div { grid-template-columns: 1fr; padding: .3rem 0; }
  .command { flex-wrap: wrap; padding: .5rem .6rem; }
  .command pre { order: 3; flex-basis: 100%; }
  .command .copy { margin-left: auto; }
  .case > summary { grid-template-columns: 1.2rem minmax(0, 1fr) max-content; padding: .5rem .6rem; }
  .case > summary .brief { grid-row: 2; grid-column: 2 / -1; }
  .case > .body { padding-inline: .6rem; }
  .failure { padding-left: .6rem; }
  .acts output { flex-basis: 100%; }
  .share { grid-template-columns: 3.5rem 1fr; }
  .share span { grid-column: 1 / -1; }
}
@media print {
  :root { color-scheme: light;${LIGHT}}
  html { font-size: 10pt; }
  #filters, .copy { display: none !important; }
  details.fail::details-content { content-visibility: visible; block-size: auto; }
  .exchange, .scroll, .command pre { overflow: visible; }
  .exchange svg { max-width: 100%; height: auto; }
  .command code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .exchange, .versus, .command, tr { break-inside: avoid; }
  .case > summary { break-after: avoid; }
  * { print-color-adjust: exact; }
}
`;
