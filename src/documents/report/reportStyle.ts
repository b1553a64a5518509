/** The style of the HTML report, on the screen and on paper. It names no file and no address. */
export const reportStyle = `
:root { color-scheme: light dark; --line: #b4b4b4; --soft: #f3f3f3; --warn: #8a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --line: #5a5a5a; --soft: #262626; --warn: #ffb454; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-size: 1.2rem; }
h3 { margin: 0 0 .5rem; font-size: 1rem; }
p, ul, details { margin: 0 0 .75rem; }
details { padding-left: 1.25rem; }
summary { margin-bottom: .25rem; cursor: pointer; }
ul { padding-left: 1.25rem; }
code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; }
.warning { padding: .5rem .75rem; border: 1px solid var(--warn); border-left-width: 5px; font-weight: 600; }
section { margin: 0 0 .75rem; padding: .75rem; border: 1px solid var(--line); border-radius: 4px; }
dl { display: grid; grid-template-columns: minmax(8rem, 11rem) 1fr; gap: .15rem 1rem; margin: 0 0 .75rem; }
section dl { margin: 0; }
dt { grid-column: 1; font-weight: 600; }
dd { grid-column: 2; margin: 0; }
/* The shadow at the right shows that there is more, and is covered where there is none. */
.wide {
  overflow-x: auto;
  background: linear-gradient(to left, Canvas 35%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--line), transparent) right / 1rem 100% no-repeat scroll;
}
table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { max-width: calc(100vw - 2rem); padding-bottom: .35rem; text-align: left; }
th, td { padding: .2rem .6rem; border: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child { position: sticky; left: 0; text-align: left; }
tbody th { background: Canvas; }
thead th { white-space: normal; }
thead th, tfoot th, tfoot td { background: var(--soft); }
ol { margin: 0; padding-left: 4.5rem; font-size: .87rem; }
@media (max-width: 36rem) {
  dl { display: block; }
  dt { margin-top: .4rem; }
  ol { padding-left: 3.5rem; }
}
@media print {
  :root { color-scheme: light; --line: #8a8a8a; --soft: #eee; --warn: #8a4b00; }
  @page { margin: 15mm; }
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3, dt, caption { break-after: avoid; }
  section, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .wide { overflow: visible; background: none; }
  caption { max-width: none; }
  th:first-child { position: static; }
  table { font-size: 7pt; }
  th, td { padding: .1rem .2rem; }
}
`;
