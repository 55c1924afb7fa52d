/// The page's style sheet: light, dark and print, from a phone's width on.
enum HTMLStyle {
    static let text: StaticString = #"""
        :root {
          color-scheme: light dark;
          --page: #f5f6f8; --surface: #ffffff; --sunken: #eef1f5; --line: #d9dee6; --ink: #1b2330; --quiet: #566173;
          --accent: #1d5a9e; --error: #b3261e; --warning: #8a5300; --note: #3a55a4; --over: #a32d4e;
          --bar: #e3e8ef; --bar1: #2f6fb5; --bar2: #9fb9d8; --bar3: #c8873a; --bar4: #b3261e;
          --tint-error: #fbeceb; --tint-warning: #fbf1e1; --tint-note: #eaeefa; --target: #fff3c4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #10141b; --surface: #181e27; --sunken: #202834; --line: #323d4c; --ink: #e4e9f1; --quiet: #a2aec0;
            --accent: #86b9f2; --error: #ff9b92; --warning: #f0bd69; --note: #aabcff; --over: #ff9fb8;
            --bar: #2a3442; --bar1: #5b9be0; --bar2: #3e628c; --bar3: #c8873a; --bar4: #e0625a;
            --tint-error: #3a2024; --tint-warning: #362b1a; --tint-note: #222b47; --target: #4a421c;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body {
          margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto,
          "Helvetica Neue", Arial, "Noto Sans", sans-serif; overflow-wrap: break-word;
        }
        a { color: var(--accent); text-underline-offset: 2px; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
        code, pre, .cell { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .87em; }
        code { overflow-wrap: anywhere; }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--surface); z-index: 9; }

        .top { padding: 2rem 2rem 1.5rem; background: var(--surface); border-bottom: 1px solid var(--line); }
        .brand { margin: 0 0 .25rem; font-weight: 600; color: var(--accent); letter-spacing: .02em; }
        h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.015em; }
        .facts { margin: .6rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; color: var(--quiet); }

        .layout { display: grid; grid-template-columns: 13rem minmax(0, 1fr); max-width: 90rem; margin: 0 auto; }
        nav { padding: 1.75rem 0 0 2rem; }
        nav ul { position: sticky; top: 1.5rem; margin: 0; padding: 0; list-style: none; }
        nav a { display: block; padding: .3rem .75rem; border-left: 2px solid var(--line); color: var(--quiet); text-decoration: none; }
        nav a:hover { color: var(--accent); border-color: var(--accent); }
        main { padding: .5rem 2rem 3rem; min-width: 0; }
        main > section { padding-top: 1.5rem; }
        h2 { margin: 0 0 .75rem; font-size: 1.35rem; letter-spacing: -.01em; }
        h3 { margin: 1.75rem 0 .6rem; font-size: 1.02rem; }
        h4 { margin: 0; font-size: .97rem; }
        p { margin: .5rem 0; max-width: 75ch; }
        ul, ol { margin: .4rem 0; padding-left: 1.25rem; }
        footer { padding: 1.25rem 2rem 2rem; color: var(--quiet); border-top: 1px solid var(--line); }

        .lead { font-size: 1.08rem; }
        .quiet, .empty, small, .cut { color: var(--quiet); }
        .empty { font-style: italic; }
        .cut { font-weight: 600; }
        .over, .partial { color: var(--over); }
        .place { color: var(--quiet); font-size: .8em; }
        .shape { font-size: .8em; }
        .shape.error, .badge.error, .count.error, .tile.error .figure { color: var(--error); }
        .shape.warning, .badge.warning, .count.warning, .tile.warning .figure { color: var(--warning); }
        .shape.note, .badge.note, .count.note, .tile.note .figure { color: var(--note); }

        .tiles { display: grid; grid-template-columns: repeat(3, minmax(7rem, 10rem)) minmax(16rem, 1fr); gap: .75rem; margin: 1rem 0; }
        .tile { padding: .9rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
        .tile p { margin: 0; }
        .figure { font-size: 1.8rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .figure .shape { font-size: .55em; vertical-align: .25em; }
        .tile.zero .figure { color: var(--quiet); }
        .caption { color: var(--quiet); }
        .tile.wide { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1.25rem; align-items: center; }
        .tile.wide .caption { grid-row: 2; align-self: start; }
        .tile.wide .bar { align-self: center; }
        .tile .legend { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .9rem; color: var(--quiet); }
        .legend span::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: 2px; background: var(--bar); }
        .legend .k1::before { background: var(--bar1); }
        .legend .k2::before { background: var(--bar2); }
        .legend .k3::before { background: var(--bar3); }
        svg.bar { display: block; width: 100%; height: 10px; border-radius: 5px; }
        .b0 { fill: var(--bar); } .b1 { fill: var(--bar1); } .b2 { fill: var(--bar2); } .b3 { fill: var(--bar3); } .b4 { fill: var(--bar4); }
        .notes { color: var(--quiet); }

        .columns { display: grid; grid-template: auto 1fr / repeat(2, minmax(0, 1fr)); gap: 0 1.25rem; align-items: start; }
        .columns > div:last-child { grid-column: 2; grid-row: 1 / span 2; }
        .columns th, .columns td { padding: .22rem .65rem; }
        .columns h3 { margin-top: .5rem; }
        .scroll { overflow: auto; max-width: 100%; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0 1rem; }
        .tall { max-height: 38rem; content-visibility: auto; contain-intrinsic-size: auto 60rem auto 38rem; }
        table { border-collapse: separate; border-spacing: 0; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .plain { width: 100%; }
        .plain .place { overflow-wrap: normal; }
        th, td { padding: .4rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { font-size: .82rem; font-weight: 600; color: var(--quiet); background: var(--sunken); white-space: nowrap; }
        tbody th { font-weight: 550; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        .scroll.fit { width: fit-content; }
        td ul { margin: 0; padding-left: 1rem; }
        .tags code { display: inline-block; margin: 0 .5rem .15rem 0; }
        .gauge { min-width: 13rem; }
        .gauge .bar { margin: .4rem 0 .3rem; max-width: 20rem; }
        .paths { list-style: none; padding: 0; }

        details > summary { cursor: pointer; }
        main details:not(.card, .finding) > summary { color: var(--accent); padding: .25rem 0; width: fit-content; max-width: 100%; }
        .card { margin: .75rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
        .card > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .9rem; padding: .75rem 1.1rem; list-style: none; }
        .card > summary::-webkit-details-marker { display: none; }
        .card > summary::before, .finding > summary::before { content: "▸" / ""; color: var(--quiet); width: .8em; }
        .card[open] > summary::before, .finding[open] > summary::before { content: "▾" / ""; }
        .card h3 { margin: 0; font-size: 1.05rem; }
        .counts { margin-left: auto; display: flex; gap: 1rem; white-space: nowrap; font-size: .92rem; }
        .facts-grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .9rem 1.75rem; margin: 0; padding: .25rem 1.1rem 1.1rem; }
        .facts-grid dt, .finding-facts dt { font-size: .82rem; font-weight: 600; color: var(--quiet); }
        .facts-grid dd, .finding-facts dd { margin: 0; }
        .facts-grid > div, .finding-facts > div, .columns > div { min-width: 0; }
        .facts-grid ul { margin: 0; padding-left: 0; list-style: none; }
        .whole { grid-column: 1 / -1; }
        .whole ul { columns: 22rem 2; column-gap: 1.75rem; }
        .whole li { break-inside: avoid; }
        .links { padding-left: 0; list-style: none; }
        #appendix .facts-grid { padding-left: 0; }

        .key { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; max-width: none; color: var(--quiet); }
        .key code { color: var(--ink); font-weight: 600; }
        .matrix th, .matrix td { padding: .28rem .6rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
        .matrix td { border-left: 1px solid var(--line); text-align: left; }
        .matrix thead th { position: sticky; top: 0; z-index: 2; vertical-align: bottom; border-left: 1px solid var(--line); max-width: 11rem; white-space: normal; }
        .matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; z-index: 1; background: var(--surface); font-weight: 500; max-width: 26rem; border-left: 0; }
        .matrix thead th:first-child { z-index: 3; background: var(--sunken); }
        .matrix tbody tr:hover > * { background: var(--sunken); }
        .matrix td a { display: inline-block; min-width: 24px; min-height: 24px; line-height: 24px; text-decoration: none; color: var(--ink); white-space: pre; font: 600 13px/24px ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; letter-spacing: -.14em; }
        .matrix td a:hover { color: var(--accent); }
        .cell { white-space: pre; font-weight: 600; letter-spacing: -.14em; }
        .matrix td i, .matrix td b, .matrix td u, .cell i, .cell b, .cell u {
          display: inline-block; min-width: 1.45em; margin-left: 3px; padding: 0 .2em; border: 1.5px solid var(--ink);
          border-radius: 3px; line-height: 1.3; font-style: normal; text-align: center; text-decoration: none; letter-spacing: 0;
        }
        .matrix td i:first-child, .matrix td b:first-child, .matrix td u:first-child,
        .entries .cell i:first-child, .entries .cell b:first-child, .entries .cell u:first-child { margin-left: 6px; }
        .matrix td b, .cell b { background: var(--ink); color: var(--surface); }
        .matrix td u, .cell u { border-style: dotted; }
        .head a { color: var(--ink); text-decoration: none; }
        .head a:hover { color: var(--accent); text-decoration: underline; }
        .turned thead th:not(:first-child) { max-width: none; padding: .6rem .45rem; }
        .turned .head { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 13rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .turned .head a { display: block; overflow: hidden; text-overflow: ellipsis; max-height: 13rem; }
        .partial { display: block; font-size: .95em; font-weight: 400; }
        .risk { display: block; font-size: .82rem; color: var(--quiet); font-weight: 400; }
        .grants { margin: .4rem 0; padding: .25rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
        .grants h4, .grants summary span { display: inline; }
        .grants summary h4 { margin-right: .6rem; }
        .way { padding: .75rem 0; border-top: 1px solid var(--line); }
        .steps { margin: 0; padding: 0; list-style: none; }
        .steps li + li::before { content: "→" / "then"; margin-right: .5rem; color: var(--quiet); }
        .steps li + li + li { padding-left: 1.3rem; }
        .steps li + li + li + li { padding-left: 2.6rem; }
        .entries { display: grid; grid-template-columns: minmax(7.5rem, max-content) minmax(0, 1fr); gap: .35rem 1rem; margin: .6rem 0 0; }
        .entries dt { color: var(--quiet); font-size: .87rem; }
        .entries dt .cell { color: var(--ink); }
        .entries dd { margin: 0; }
        .entries li i { color: var(--quiet); font-style: normal; font-size: .87em; }
        .entries ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0; padding: 0; list-style: none; }
        :target { background: var(--target); }
        details:target, section:target { background: none; }
        details:target > summary { background: var(--target); }

        figure { margin: .75rem 0; }
        figcaption { color: var(--quiet); font-size: .92rem; margin-top: .4rem; }
        .graph { display: block; width: calc(100% - 1.5rem); min-width: 52rem; max-width: 76rem; height: auto; margin: .75rem; font: 12px/1 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
        .graph text { fill: var(--ink); }
        .graph .head { fill: var(--quiet); font-weight: 600; }
        .node rect { fill: var(--sunken); stroke: var(--quiet); stroke-width: 1; }
        .node.user rect { fill: var(--tint-note); stroke: var(--note); }
        .node.group rect { stroke-dasharray: 5 2; }
        .node.object rect { fill: var(--surface); stroke: var(--line); }
        .edge { fill: none; stroke: var(--bar2); stroke-width: 1.3; }
        .edge.strong { stroke: var(--over); stroke-width: 2.2; }
        .edge:hover { stroke: var(--accent); stroke-width: 3; }

        .filter { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; padding: .7rem 1rem; background: var(--sunken); border-radius: 8px; max-width: none; }
        .filter p { margin: 0; }
        .filter fieldset { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: 0; padding: 0; border: 0; }
        .filter legend { float: left; margin-right: .8rem; padding: 0; }
        .filter input[type="search"], .filter select { margin-left: .5rem; padding: .3rem .5rem; font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--quiet); border-radius: 5px; }
        .count { color: var(--quiet); }
        .rule-group { margin: 1rem 0; padding: .9rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
        .rule-group .id { color: var(--quiet); font-weight: 400; }
        .why { margin: .2rem 0 .6rem; color: var(--quiet); }
        .finding { margin: .45rem 0; border-left: 3px solid var(--line); }
        .finding[data-severity="error"] { border-color: var(--error); }
        .finding[data-severity="warning"] { border-color: var(--warning); }
        .finding[data-severity="note"] { border-color: var(--note); }
        .finding > summary { display: grid; grid-template-columns: .8em 5.2rem minmax(0, 1fr); align-items: baseline; gap: 0 .6rem; padding: .35rem .8rem; list-style: none; }
        .finding > summary::-webkit-details-marker { display: none; }
        .finding > :not(summary) { margin-left: 2.2rem; }
        .message { min-width: 0; }
        .message .place { display: block; }
        .badge { font-weight: 600; font-size: .88rem; white-space: nowrap; }
        .state { margin-left: .6em; padding: 0 .5em; border: 1px solid var(--quiet); border-radius: 99px; font-size: .8rem; color: var(--quiet); }
        .frame pre, .finding-facts pre { margin: .25rem 0 0; padding: .55rem .8rem; overflow-x: auto; background: var(--sunken); border-radius: 6px; line-height: 1.5; }
        .frame { margin-top: .35rem; margin-bottom: .5rem; }
        .frame figcaption { margin: 0; }
        .ln { display: inline-block; min-width: 2.2rem; padding-right: .8rem; text-align: right; color: var(--quiet); user-select: none; }
        .primary { color: var(--error); font-weight: 600; }
        [data-severity="warning"] .primary { color: var(--warning); }
        [data-severity="note"] .primary { color: var(--note); }
        .related { color: var(--accent); }
        .finding-facts { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: .5rem 1.5rem; margin-top: .5rem; margin-bottom: .9rem; }
        .finding-facts > div { grid-column: 1 / -1; }
        .finding-facts > .short { grid-column: span 3; }
        .print { font-size: .7rem; color: var(--quiet); overflow-wrap: anywhere; }
        .help { margin-top: .6rem; font-size: .95rem; }
        .checklist { padding: 0; list-style: none; max-width: 80ch; }
        .checklist li { position: relative; padding: .3rem 0 .3rem 1.9rem; }
        .checklist li::before { content: "" / ""; position: absolute; left: 0; top: .55rem; width: 1rem; height: 1rem; border: 1.5px solid var(--quiet); border-radius: 3px; }
        .checklist small { display: block; }

        @media screen and (max-width: 60rem) {
          .layout { display: block; }
          .top, main { padding-left: 1rem; padding-right: 1rem; }
          nav { padding: .5rem 1rem 0; }
          nav ul { position: static; display: flex; flex-wrap: wrap; gap: .1rem .25rem; }
          nav a { border-left: 0; border-bottom: 2px solid var(--line); padding: .35rem .5rem; }
          .tiles { grid-template-columns: repeat(3, 1fr); }
          .tile { padding: .7rem .8rem; }
          .tile.wide { grid-column: 1 / -1; grid-template-columns: 1fr; }
          .tile.wide .caption { grid-row: auto; }
          .counts { margin-left: 0; flex-basis: 100%; padding-left: 1.6rem; }
          .facts-grid { grid-template-columns: minmax(0, 1fr); }
          .columns thead th { white-space: normal; }
          .columns { grid-template: none / minmax(0, 1fr); }
          .columns > div:last-child { grid-column: auto; grid-row: auto; }
          .finding > :not(summary) { margin-left: .8rem; }
          .finding > summary { grid-template-columns: .8em minmax(0, 1fr); }
          .message { grid-column: 1 / -1; }
          .finding-facts > .short { grid-column: 1 / -1; }
          .rule-group { padding: .8rem; }
          .matrix tbody th, .matrix thead th:first-child { max-width: 9.5rem; }
          .entries { grid-template-columns: 1fr; }
          h1 { font-size: 1.5rem; }
        }

        @media print {
          :root {
            color-scheme: light;
            --page: #fff; --surface: #fff; --sunken: #f3f4f6; --line: #c9cfd8; --ink: #000; --quiet: #444c58; --accent: #123f72;
            --error: #9c1c15; --warning: #714400; --note: #2b4288; --over: #8a1f3e; --bar: #e3e8ef; --bar1: #2f6fb5;
            --bar2: #9fb9d8; --bar3: #c8873a; --bar4: #b3261e; --tint-note: #fff; --target: #fff;
          }
          @page { margin: 14mm; }
          body { font-size: 9.5pt; }
          .layout { display: block; }
          nav, .skip, .filter, .edge:hover { display: none; }
          .top, main, footer { padding-left: 0; padding-right: 0; }
          .tall { max-height: none; content-visibility: visible; }
          .scroll { overflow: visible; border-radius: 0; }
          .graph { width: 100%; height: auto; margin: 0; }
          .finding::details-content, .card::details-content, .grants::details-content { content-visibility: visible; display: block; block-size: auto; }
          .finding > summary::before, .card > summary::before { content: none; }
          h2, h3, h4, summary { break-after: avoid; }
          .finding, .way, .tile, tr, .frame { break-inside: avoid; }
          main > section { break-before: auto; }
          .frame pre, .finding-facts pre { white-space: pre-wrap; border: 1px solid var(--line); }
          .matrix thead th, .matrix tbody th { position: static; }
          a { color: inherit; text-decoration: none; }
          .bar, .b0, .legend span::before, .matrix td b, .cell b { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """#
}
