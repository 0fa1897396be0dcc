// The style of the page: light and dark, wide and narrow, on screen and on paper.

/** Colours of text have a contrast of at least 4.5 to what they stand on (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --raised: #f6f7f9; --ink: #1b1f24; --quiet: #57606a; --line: #d4d9df; --link: #0b57b0;
  --breaking: #b3161f; --risky: #8a5000; --deprecated: #7a2fa8; --info: #0b57b0; --clean: #1a6e32;
  --del: #ffe3e1; --ins: #d9f5de; --shown: #fff0c2; --mark: #1b1f24;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --raised: #1d2126; --ink: #e4e8ec; --quiet: #a3acb6; --line: #3a4149; --link: #7db7ff;
    --breaking: #ff8f87; --risky: #f0b45a; --deprecated: #d3a4f5; --info: #7db7ff; --clean: #7bd492;
    --del: #54201f; --ins: #1b4426; --shown: #574300; --mark: #ffffff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 6rem; }
body { margin: 0 auto; padding: 1.25rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.15rem; font-weight: 600; color: var(--quiet); }
h2 { margin: 2rem 0 .25rem; font-size: 1.4rem; line-height: 1.3; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.05rem; }
.part { margin-top: 2rem; border-top: 1px solid var(--line); }
.part > h3 { margin-top: 1rem; font-size: 1.2rem; }
h4 { margin: 0; font-size: 1rem; font-weight: 600; }
p { margin: .25rem 0; }
a { color: var(--link); }
ul { margin: .5rem 0; padding-left: 1.25rem; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h4 code { font-weight: 600; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem; background: var(--paper); z-index: 2; }
.quiet, .identity, .accepted-by { color: var(--quiet); font-size: .875rem; }
.lead { font-size: 1.5rem; line-height: 1.35; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; overflow-wrap: normal; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 500; font-size: .8125rem; }
td { white-space: nowrap; }
td.said { white-space: normal; min-width: 18rem; }
td.said p { margin: 0; }
.none { color: var(--quiet); }
.count { font-variant-numeric: tabular-nums; }
td.drift, td.failed, .outcome.drift { color: var(--breaking); }
td.clean, td.passed, td.well, .outcome.clean { color: var(--clean); }
td.unknown, td.told, .outcome.unknown { color: var(--risky); }
.outcome { font-size: .9375rem; font-weight: 500; margin-left: .5rem; white-space: nowrap; }
#filter { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end;
  padding: .75rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
#filter label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .125rem; min-width: 0; font-size: .8125rem; color: var(--quiet); max-width: 16rem; }
#filter label:first-of-type { flex: 1 1 14rem; max-width: none; }
#filter .single { display: none; }
input, select, button { font: inherit; font-size: .9375rem; padding: .35rem .5rem; min-height: 2.25rem; max-width: 100%;
  color: var(--ink); background: var(--raised); border: 1px solid var(--quiet); border-radius: .375rem; }
button { cursor: pointer; }
output { margin-left: auto; padding: .5rem 0; font-size: .875rem; font-variant-numeric: tabular-nums; }
#nothing { margin: 2rem 0; padding: 2rem 1rem; color: var(--quiet); text-align: center; border: 1px dashed var(--line); border-radius: .375rem; }
.group > summary h3 { display: inline; }
.group > summary { margin: 1.75rem 0 .5rem; }
summary { cursor: pointer; }
.finding { margin: .75rem 0; padding: .875rem 1rem; background: var(--raised); border: 0 solid var(--line); border-left-width: 4px;
  border-radius: 0 .375rem .375rem 0; }
.finding > * + * { margin-top: .5rem; }
.breaking { border-left-color: var(--breaking); } .breaking .severity { color: var(--breaking); }
.risky { border-left-color: var(--risky); } .risky .severity { color: var(--risky); }
.deprecated { border-left-color: var(--deprecated); } .deprecated .severity { color: var(--deprecated); }
.info { border-left-color: var(--info); } .info .severity { color: var(--info); }
.accepted .severity { color: var(--quiet); }
.severity { display: inline-block; margin-right: .5rem; font-weight: 600; }
.consumers, .fates { list-style: none; padding: 0; }
.verdict { font-weight: 600; }
.places ul { columns: 24rem auto; column-gap: 2rem; font-size: .9375rem; list-style: none; padding: 0; }
.places li { break-inside: avoid; padding: .125rem 0; }
.places > summary, .proof > summary, .aside > summary { color: var(--quiet); font-size: .9375rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
figure { margin: 0; min-width: 0; padding: .5rem .75rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .375rem; }
figcaption { font-size: .8125rem; font-weight: 600; }
figcaption + pre { margin-top: .25rem; }
figcaption .quiet { font-size: .75rem; font-weight: 400; }
del, ins { display: inline-block; width: 100%; padding: 0 .25rem; color: var(--mark); text-decoration: none; border-radius: .25rem; }
del { background: var(--del); } ins { background: var(--ins); }
del::before { content: "− "; } ins::before { content: "+ "; }
.proof pre { margin-top: .25rem; padding: .5rem .75rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: .375rem; }
mark { padding: 0 .25rem; margin: 0 -.25rem; background: var(--shown); color: var(--mark); border-radius: .25rem; }
.aside { margin: .75rem 0; }
.aside ul { font-size: .875rem; }
.unseen { margin: .75rem 0; padding: .75rem 1rem; border: 1px solid var(--risky); border-radius: .375rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) {
  body { padding: 1rem .75rem; }
  .lead { font-size: 1.25rem; }
  .sides { grid-template-columns: 1fr; }
  /* One line to search, one to choose, so that what is found has the rest of the screen. */
  html { scroll-padding-top: 8rem; }
  #filter { gap: .375rem .5rem; padding: .5rem 0; }
  #filter label { flex: 1 1 6rem; max-width: none; order: 2; }
  #filter label:first-of-type { flex: 1 1 6rem; order: 0; }
  #filter::after { content: ""; flex-basis: 100%; order: 1; }
  #filter label > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  /* Smaller, and phones zoom in on what is typed into. */
  input { width: 100%; font-size: 1rem; }
  select { width: 100%; padding: .35rem .25rem; font-size: .875rem; }
  thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  table, tbody, tr, tbody th, td.said { display: block; }
  tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  th, td { padding: 0; border: 0; white-space: normal; }
  td { display: inline-block; margin-right: .75rem; }
  td.said { min-width: 0; margin: .25rem 0 0; }
  td.count::before { content: attr(data-head) " "; content: attr(data-head) " " / ""; color: var(--quiet); font-size: .8125rem; }
  td.none, td:empty { display: none; }
  .finding { padding: .75rem; }
}
/* Where a screen is low, a filter that stays would be most of it. */
@media (max-height: 30rem) { #filter { position: static; } }
@media print {
  :root { --paper: #ffffff; --raised: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --mark: #000000;
    --breaking: #b3161f; --risky: #8a5000; --deprecated: #7a2fa8; --info: #0b57b0; --del: #ffe3e1; --ins: #d9f5de; --shown: #fff0c2; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  #filter, .skip { display: none !important; }
  .finding { break-inside: avoid; border-width: 1px 1px 1px 4px; print-color-adjust: exact; }
  h2, h3, summary { break-after: avoid; }
  .group::details-content, .proof::details-content { content-visibility: visible; }
  .scroll { overflow: visible; }
}
`;
