import { createHash } from "node:crypto";

import { inPage } from "../../text/page";

/** All that the page looks like. It is the only thing that its policy lets in. */
export const style = inPage`
:root{color-scheme:light dark;--paper:#faf9f6;--card:#fff;--ink:#1c1d1f;--soft:#57585c;--line:#dedbd3;--link:#1b4f8f;--bar:#44688f;--pale:#b9c8d8;--alarm:#a11a17;--warn:#7d4c00;--hot:#b0453c;--calm:#2b623a}
@media (prefers-color-scheme:dark){:root{--paper:#131518;--card:#1b1e22;--ink:#e9e7e2;--soft:#aeaca6;--line:#363a40;--link:#93bff0;--bar:#7ea6cf;--pale:#3d5470;--alarm:#ff9a92;--warn:#f1b968;--hot:#cf7068;--calm:#8fd19b}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:82rem;padding:1.25rem clamp(1rem,3vw,2.5rem) 4rem;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2;margin:0;letter-spacing:-.015em;font-weight:650}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .25rem;letter-spacing:-.01em;font-weight:650}
h3{font-size:1rem;line-height:1.4;margin:0;font-weight:600}
section>h3{margin-top:1.25rem}
p{margin:.25rem 0;max-width:48rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:inline-block;margin-bottom:.5rem}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
code,pre{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
header{display:flex;flex-wrap:wrap;gap:.25rem 2.5rem;align-items:end;justify-content:space-between;margin-bottom:1rem}
header p{margin:.15rem 0 0}
.figures{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0}
.figures div{display:flex;flex-direction:column-reverse}
.figures dt{color:var(--soft);font-size:.8125rem;line-height:1.3}
.figures dd{margin:0;font-size:1.5rem;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}
nav ul{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;list-style:none;margin:0 0 1.25rem;padding:.4rem 0;border-block:1px solid var(--line);font-size:.875rem}
section{margin:0 0 2.75rem}
.note{border-left:4px solid var(--warn);padding:.25rem .75rem;margin:0 0 1rem;max-width:none}
.readers{list-style:none;margin:.5rem 0 0;padding:0;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.readers>li{display:grid;grid-template-columns:6.25rem minmax(0,1fr);gap:0 1rem;padding:.5rem .9rem .55rem;border-top:1px solid var(--line)}
.readers>li:first-child{border-top:0}
.readers p{margin:0;max-width:none}
.tagged span{display:inline-block}
.facts{display:grid;grid-template-columns:minmax(0,1.2fr) minmax(0,1.4fr) minmax(0,1fr) 11.5rem;gap:0 1.25rem}
.facts>p{padding-top:.1rem}
.when{font-variant-numeric:tabular-nums;text-align:right}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.clamp{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.more{grid-column:2;align-self:end;display:flex;flex-wrap:wrap;justify-content:flex-end;gap:0 1rem;min-width:0}
.signs{flex:1 1 18rem;display:flex;flex-wrap:wrap;gap:0 .9rem;list-style:none;margin:0;padding:0;font-size:.875rem;color:var(--warn)}
.signs li::before{content:"▸ ";color:var(--soft)}
.record{min-width:0}
.record[open]{flex-basis:100%}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tag{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 .4rem;font-size:.8125rem;line-height:1.45;font-weight:600;white-space:nowrap}
.critical{background:var(--alarm);border-color:var(--alarm);color:var(--paper)}
.high{color:var(--alarm)}
.medium{color:var(--warn)}
.low,.info,.none{color:var(--soft)}
details>summary{cursor:pointer;color:var(--link);font-size:.875rem;width:fit-content}
pre{margin:.4rem 0;padding:.6rem .8rem;background:var(--paper);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;max-height:28rem;overflow:auto}
.scroll{overflow-x:auto;margin:.5rem 0;border:1px solid var(--line);border-radius:8px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}
caption{text-align:left;padding:.5rem .75rem;color:var(--soft);font-size:.8125rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line);font-weight:400;min-width:4rem}
thead th{font-size:.8125rem;color:var(--soft);font-weight:600;white-space:nowrap}
.wide{min-width:10.5rem}
.tight{white-space:nowrap}
.n.n{text-align:right}
.chart{display:grid;grid-template-columns:14rem minmax(0,1fr) 9rem;gap:.6rem 1rem;align-items:end;margin:.75rem 0 0}
.chart .what{font-size:.875rem;line-height:1.35;align-self:center}
.chart .size{font-size:.8125rem;line-height:1.35;color:var(--soft);align-self:center;font-variant-numeric:tabular-nums}
.chart svg{display:block;width:100%;height:2.75rem;border-bottom:1px solid var(--soft);overflow:visible}
.chart .tall{height:5rem}
.chart .axis{grid-column:2;display:flex;justify-content:space-between;font-size:.8125rem;color:var(--soft);padding-bottom:.5rem}
.bar{fill:var(--bar)}
.bar2{fill:var(--pale);stroke:var(--bar);stroke-width:1;vector-effect:non-scaling-stroke}
.line{stroke:var(--alarm);stroke-width:1.5;stroke-dasharray:5 4;vector-effect:non-scaling-stroke;fill:none}
.hot{fill:var(--hot)}
.hours{display:block;width:6rem;height:1.35rem;border-bottom:1px solid var(--soft)}
.key{display:inline-block;width:1.6rem;height:.75rem;vertical-align:-.05rem}
figure{margin:0}
figcaption{color:var(--soft);font-size:.875rem;max-width:48rem}
.map{list-style:none;margin:.75rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}
.map li{border:1px solid var(--line);border-radius:6px;background:var(--card);padding:.4rem .6rem;width:13.5rem;font-size:.8125rem;line-height:1.35}
.map b{display:block;font-size:.9375rem}
.map .urgent{border-color:var(--alarm);border-left-width:5px}
.dots{margin:.75rem 0;font:1rem/1.05 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.25em;overflow-wrap:anywhere}
.dots .high{font-weight:700}
footer{color:var(--soft);font-size:.875rem;border-top:1px solid var(--line);padding-top:1rem}
@media (max-width:60rem){.readers>li,.facts{grid-template-columns:minmax(0,1fr)}.facts{gap:.15rem 0}.more{grid-column:1;justify-content:flex-start}.signs{flex-basis:100%}.when{text-align:left}.cut{white-space:normal}.chart{grid-template-columns:minmax(0,1fr)}.chart .axis{grid-column:1}.chart .size{margin-bottom:.5rem}.chart .what{margin-top:.4rem}}
@media (max-width:30rem){.figures{gap:.25rem 1.25rem}.figures dd{font-size:1.2rem}.map li{width:100%}}
@media (forced-colors:active){.bar,.hot{fill:CanvasText}.bar2{fill:Canvas;stroke:CanvasText}.line{stroke:Highlight}.tag{border-color:CanvasText}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--bar:#44688f;--pale:#d5dde6;--alarm:#8f1512;--warn:#6a4000;--calm:#2b623a}html{font-size:10pt}body{max-width:none;padding:0}nav,.skip{display:none}.scroll{overflow:visible;border:0}table{font-size:8pt}th,td{min-width:0;padding:.2rem .4rem}.wide{min-width:0}tr,.readers>li,.map li,.chart>*{break-inside:avoid}h2,h3,caption{break-after:avoid}pre{max-height:none;overflow:visible}.cut,.tight,.n,thead th,.tag{white-space:normal}.clamp{display:block}.hours{width:3.5rem}.critical{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

/** As a content security policy names a style. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export const styleHash = `sha256-${createHash("sha256").update(style.toString()).digest("base64")}`;
