/** How a sequence diagram looks. */

/** The colours of a picture by itself, for light and for dark backgrounds; the reader's setting decides. */
export const COLOURS = `
svg { --paper: #ffffff; --ink: #1b2330; --dim: #667085; --line: #b8c0cc; --head: #f2f4f7; --wrong: #c0182b; --band: #fdecee; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181f; --ink: #e6eaf0; --dim: #98a2b3; --line: #4a5361; --head: #222833; --wrong: #ff7b85; --band: #3a1a20; }
}
`;

/** Everything but the values of the colours. */
export const DIAGRAM_STYLE = `text { fill: var(--ink); font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
.paper { fill: var(--paper); }
.clause { font-weight: 700; font-size: 15px; }
.prose, .name, .role, .note, .elided { fill: var(--dim); }
.seat { font-weight: 700; }
.head { fill: var(--head); stroke: var(--line); }
.life { stroke: var(--line); stroke-dasharray: 3 4; }
.arrow { stroke: var(--ink); stroke-width: 1.4; fill: none; }
.tip { fill: var(--ink); }
.label { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.note { font-style: italic; }
.bracket { stroke: var(--dim); stroke-width: 1.4; fill: none; }
.band { fill: var(--band); }
.wrong .arrow { stroke: var(--wrong); }
.wrong .tip { fill: var(--wrong); }
.wrong text { fill: var(--wrong); font-weight: 700; }
.wrong .label { stroke: var(--band); }
`;
