// Commitments by force: over time, and by who made them.

import { axisX, axisY, barX, barY, gridX, gridY, plot, ruleX, ruleY } from "@observablehq/plot";
import { h, replace } from "./dom.js";
import { data, dayOf, entityName, label, t } from "./data.js";
import { corrected, tierOf } from "./review.js";

const FORCES = Object.keys(data.labels.force);
const MAX_ACTORS = 20;
const color = (force) => `var(--force-${force})`;
const forceOf = (c) => corrected(c, "force") ?? c.force;

export function trends(view, params, go) {
  const rows = data.commitments.filter((c) => !c.hidden && tierOf(c) !== "rejected");
  const time = h("figure.chart");
  const actors = h("figure.chart");
  const table = h("div.wide");
  const dated = rows.map((c) => [c, dayOf(c)[0]]).filter(([, day]) => day);
  const draw = () => {
    overTime(time, dated);
    byActor(actors, table, rows);
  };
  replace(view, h("div.main", null, h("p.intro", null, t("trends_intro")),
    h("p.legend.forces", null, FORCES.map((f) => h(`span.force.${f}`, null, label("force", f)))),
    h("h2", null, t("over_time")), dated.length < rows.length && h("p.count", null, `${t("without_date")}: ${rows.length - dated.length}`), time,
    h("h2", null, t("by_actor")), actors, h("details", null, h("summary", null, t("force_actor_table")), table)));
  view.resize = draw;
  draw();
}

const style = { background: "transparent", fontFamily: "inherit", fontSize: "12px" };

function overTime(figure, dated) {
  figure.textContent = "";
  if (!dated.length) return void figure.append(h("p.empty", null, t("nothing")));
  const years = new Set(dated.map(([, day]) => day.slice(0, 4)));
  const bin = years.size > 6 ? (day) => day.slice(0, 4) : years.size > 2 ? (day) => `${day.slice(0, 4)}-${"1234"[Math.floor((Number(day.slice(5, 7)) - 1) / 3)]}` : (day) => day.slice(0, 7);
  const counts = count(dated.map(([c, day]) => [bin(day), forceOf(c)]));
  const bins = allBins([...new Set(counts.map((x) => x.name))].sort());
  const width = Math.max(320, figure.clientWidth || 900);
  const step = Math.ceil(bins.length / Math.max(4, Math.floor(width / 64)));
  figure.append(plot({
    width, height: 260, marginLeft: 40, style,
    x: { domain: bins, label: null, padding: 0.2 },
    y: { label: null },
    marks: [gridY({ strokeOpacity: 0.12 }), ruleY([0], { strokeOpacity: 0.4 }), axisY({ ticks: 5, tickSize: 0 }),
      axisX({ ticks: bins.filter((_, n) => n % step === 0), tickSize: 0, tickFormat: binWords }),
      barY(counts, { x: "name", y: "number", fill: (x) => color(x.force), order: FORCES, z: "force", title: (x) => `${binWords(x.name)}, ${label("force", x.force)}: ${x.number}` })],
  }));
}

/** All bins from the first to the last, so that gaps are seen. */
function allBins(bins) {
  if (bins.length < 2) return bins;
  const [first, last] = [bins[0], bins[bins.length - 1]];
  const parts = first.length === 4 ? 1 : first.length === 6 ? 4 : 12;
  const number = (bin) => Number(bin.slice(0, 4)) * parts + (parts === 1 ? 0 : Number(bin.slice(5)) - 1);
  const found = [];
  for (let n = number(first); n <= number(last) && found.length < 400; n++) {
    const year = Math.floor(n / parts);
    found.push(parts === 1 ? `${year}` : parts === 4 ? `${year}-${(n % 4) + 1}` : `${year}-${String((n % 12) + 1).padStart(2, "0")}`);
  }
  return found;
}

const binWords = (bin) => (bin.length === 4 ? bin : bin.length === 6 ? `${["I", "II", "III", "IV"][Number(bin[5]) - 1]} ${bin.slice(0, 4)}` : `${bin.slice(5)}.${bin.slice(0, 4)}`);

function byActor(figure, table, rows) {
  figure.textContent = "";
  const names = rows.flatMap((c) => [...new Set((c.actors ?? []).map((p) => entityName(p.e) || p.words))].map((name) => [name, forceOf(c)]));
  const totals = new Map();
  for (const [name] of names) totals.set(name, (totals.get(name) ?? 0) + 1);
  const top = [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const kept = new Set(top.slice(0, MAX_ACTORS));
  const width = Math.max(320, figure.clientWidth || 900);
  const room = width < 600 ? 130 : 260;
  const short = (name) => { const most = Math.floor(room / 7); return name.length > most ? `${name.slice(0, most - 1)}…` : name; };
  if (!names.length) return void figure.append(h("p.empty", null, t("nothing")));
  figure.append(plot({
    width, height: Math.min(top.length, MAX_ACTORS) * 24 + 40, marginLeft: room, style,
    y: { domain: top.slice(0, MAX_ACTORS), label: null, padding: 0.25 },
    x: { label: null },
    marks: [gridX({ strokeOpacity: 0.12 }), ruleX([0], { strokeOpacity: 0.4 }), axisX({ ticks: 5, tickSize: 0 }), axisY({ tickSize: 0, tickFormat: short }),
      barX(count(names.filter(([name]) => kept.has(name))), { y: "name", x: "number", fill: (x) => color(x.force), order: FORCES, z: "force", href: (x) => `#commitments?who=${encodeURIComponent(x.name)}&force=${x.force}`, title: (x) => `${x.name}, ${label("force", x.force)}: ${x.number}` })],
  }));
  const numbers = new Map();
  for (const x of count(names)) numbers.set(`${x.name}\t${x.force}`, x.number);
  replace(table, h("table", null,
    h("thead", null, h("tr", null, h("th", null, t("who")), FORCES.map((f) => h("th", null, label("force", f))), h("th", null, "Σ"))),
    h("tbody", null, top.slice(0, 200).map((name) => h("tr", null, h("th", null, h("a", { href: `#commitments?who=${encodeURIComponent(name)}` }, name)),
      FORCES.map((f) => h("td", null, numbers.get(`${name}\t${f}`) ?? "")), h("td", null, totals.get(name)))))));
}

/** [name, force] pairs counted. */
function count(pairs) {
  const found = new Map();
  for (const [name, force] of pairs) {
    const key = `${name}\t${force}`;
    if (!found.has(key)) found.set(key, { name, force, number: 0 });
    found.get(key).number++;
  }
  return [...found.values()].sort((a, b) => FORCES.indexOf(a.force) - FORCES.indexOf(b.force));
}
