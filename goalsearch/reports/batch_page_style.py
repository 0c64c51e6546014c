"""How the page about a batch looks: on wide and narrow screens, light and dark, and on paper."""

from typing import Final

N_STEPS: Final = 20
"""Bars have so many lengths: the page's policy allows no style of their own."""

_STEPS: Final = "\n".join(f".s{step} {{ width: {100 * step // N_STEPS}%; }}" for step in range(N_STEPS + 1))

STYLE: Final = f"""
:root {{
  color-scheme: light dark;
  --ink: #1b2733; --faint: #5b6875; --paper: #ffffff; --panel: #f3f6fa; --line: #d8e0e8;
  --accent: #1f3a5f; --link: #0b57a4; --bar: #5b9bd0;
  --strong: #1e7a52; --on-strong: #ffffff; --possible: #cde8da; --on-possible: #123d2a;
  --none: #fbe9c8; --on-none: #5a3e00; --failed: #8c2f2f; --on-failed: #ffffff;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --ink: #e6ebf0; --faint: #9fabb8; --paper: #12181f; --panel: #1b242e; --line: #33404d;
    --accent: #a9c8ee; --link: #8cc0ff; --bar: #4a86b8;
    --strong: #2f9a6b; --on-strong: #04160d; --possible: #23463a; --on-possible: #c9eadb;
    --none: #4a3a14; --on-none: #f6dfae; --failed: #8f3a3a; --on-failed: #ffeaea;
  }}
}}
* {{ box-sizing: border-box; }}
html {{ scroll-behavior: smooth; scroll-padding-top: 3.5rem; }}
body {{
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.6 "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", "Segoe UI", system-ui, sans-serif;
}}
header, main, footer {{ max-width: 78rem; margin: 0 auto; padding: 0 1.25rem; }}
h1 {{ margin: 1.5rem 0 0; font-size: 1.6rem; color: var(--accent); }}
h2 {{ margin: 3rem 0 .25rem; padding-bottom: .3rem; font-size: 1.25rem; color: var(--accent);
  border-bottom: 2px solid var(--accent); }}
h3 {{ margin: 1.75rem 0 .4rem; font-size: 1rem; }}
p {{ margin: .4rem 0; }}
a {{ color: var(--link); }}
.faint, .intro {{ color: var(--faint); font-size: .87em; }}
nav {{ position: sticky; top: 0; z-index: 1; background: var(--paper); border-bottom: 1px solid var(--line); }}
nav ul {{ display: flex; gap: .25rem 1.1rem; max-width: 78rem; margin: 0 auto; padding: .55rem 1.25rem;
  list-style: none; overflow-x: auto; white-space: nowrap; }}
.tiles {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1rem 0;
  padding: 0; list-style: none; }}
.tiles li {{ padding: .7rem 1rem; background: var(--panel); border-left: 5px solid var(--line); border-radius: 4px; }}
.tiles b {{ display: block; font-size: 1.7rem; line-height: 1.2; }}
.tiles .goals {{ border-color: var(--strong); }}
.tiles .none {{ border-color: #c9971f; }}
.tiles .failed {{ border-color: var(--failed); }}
table {{ width: 100%; margin: .5rem 0 1rem; border-collapse: collapse; }}
th, td {{ padding: .45rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }}
th {{ background: var(--panel); color: var(--faint); font-size: .82em; white-space: nowrap; }}
tr:target, h3:target {{ outline: 3px solid var(--bar); outline-offset: -2px; }}
.fixed {{ table-layout: fixed; }}
.fixed .by-place {{ width: 3.2rem; }}
.fixed .by-proposal {{ width: 38%; }}
.fixed .by-score {{ width: 5rem; }}
.fixed .by-band {{ width: 8rem; }}
.fixed .by-rank {{ width: 7.5rem; }}
.number {{ width: 3.2rem; text-align: right; color: var(--faint); font-variant-numeric: tabular-nums; }}
.score {{ width: 4.5rem; text-align: right; font-variant-numeric: tabular-nums; }}
.name {{ font-weight: 600; }}
.file {{ display: block; font-size: .85em; font-weight: 400; }}
.id {{ white-space: nowrap; }}
ol.hits {{ margin: 0; padding: 0; list-style: none; }}
.hits li {{ display: grid; grid-template-columns: 1.4rem 3.2rem 6.8rem 1fr; gap: 0 .5rem; align-items: baseline;
  font-size: .9em; color: var(--faint); }}
.hits li:first-child {{ font-size: 1em; color: var(--ink); }}
.hits .terms {{ grid-column: 4; font-size: .87em; color: var(--faint); }}
.hits .figure {{ text-align: right; font-variant-numeric: tabular-nums; }}
.badge {{ display: inline-block; padding: 0 .5em; border: 1px solid var(--line); border-radius: 3px; font-size: .85em;
  white-space: nowrap; }}
.strong, .badge.strong {{ background: var(--strong); color: var(--on-strong); border-color: var(--strong); }}
.badge.possible {{ background: var(--possible); color: var(--on-possible); border-color: var(--possible); }}
.badge.none {{ background: var(--none); color: var(--on-none); border-color: var(--none); }}
.badge.failed {{ background: var(--failed); color: var(--on-failed); border-color: var(--failed); }}
.track {{ width: 9rem; }}
.track span {{ display: block; height: .75em; margin-top: .45em; background: var(--bar); border-radius: 2px; }}
dl {{ display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .3rem 1rem; margin: .5rem 0; }}
dt {{ color: var(--faint); }}
dd {{ margin: 0; }}
footer {{ padding-bottom: 3rem; }}
@media (max-width: 46rem) {{
  .wide thead {{ display: none; }}
  .wide tr {{ display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }}
  .wide td {{ display: block; width: auto; padding: .1rem 0; border: 0; text-align: left; }}
  .wide td:empty {{ display: none; }}
  .wide td[data-label]::before {{ content: attr(data-label) ": "; color: var(--faint); font-size: .82em; }}
  .hits li {{ grid-template-columns: 1.2rem 2.8rem 1fr; }}
  .hits .goal, .hits .terms {{ grid-column: 1 / -1; }}
  .track {{ width: 5rem; }}
  dl {{ display: block; }}
  dd {{ margin-bottom: .5rem; }}
}}
@media print {{
  :root {{
    --ink: #000000; --faint: #444444; --paper: #ffffff; --panel: #eeeeee; --line: #bbbbbb; --accent: #000000;
    --link: #000000; --strong: #333333; --on-strong: #ffffff; --possible: #dddddd; --on-possible: #000000;
    --none: #ffffff; --on-none: #000000; --failed: #333333; --on-failed: #ffffff; --bar: #777777;
  }}
  body {{ font-size: 8.5pt; line-height: 1.4; print-color-adjust: exact; }}
  th, td {{ padding: .2rem .4rem; }}
  h3 {{ margin-top: .9rem; }}
  nav {{ display: none; }}
  header, main, footer {{ max-width: none; padding: 0; }}
  tr, h3 {{ break-inside: avoid; }}
  h2, h3 {{ break-after: avoid; }}
  a {{ text-decoration: none; }}
}}
@page {{ size: A4 landscape; margin: 12mm; }}
{_STEPS}
"""
