// Who met whom: people, states and bodies that took part in the same events.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { h, join, replace, shown } from "./dom.js";
import { data, dayWords, documentOf, documentTitle, entityKind, entityName, eventKind, label, t } from "./data.js";
import { fact, textLink } from "./parts.js";
import { tierOf } from "./review.js";

const MAX_NODES = 60;
const SVG = "http://www.w3.org/2000/svg";
const KINDS = ["persons", "places", "organizations"];

/** Entities that stand for a participant at a level. */
function standsFor(p, level) {
  if (level === "persons") return entityKind(p.e) === "persons" ? p.e : null;
  if (entityKind(p.e) !== "persons") return p.e ?? null;
  return p.of ?? null;
}

function graph(level) {
  const nodes = new Map();
  const links = new Map();
  for (const event of data.events) {
    if (event.type === "adoption" || tierOf(event) === "rejected") continue;
    const present = [...new Set((event.parties ?? []).map((p) => standsFor(p, level)).filter((e) => e !== null))].sort((a, b) => a - b);
    for (const e of present) {
      if (!nodes.has(e)) nodes.set(e, { id: e, events: new Set() });
      nodes.get(e).events.add(event.n);
    }
    for (const [n, a] of present.entries()) {
      for (const b of present.slice(n + 1)) {
        const key = `${a} ${b}`;
        if (!links.has(key)) links.set(key, { a, b, events: [] });
        links.get(key).events.push(event.n);
      }
    }
  }
  return { nodes, links: [...links.values()] };
}

export function network(view, params, go) {
  const level = h("select", null, ["bodies", "persons"].map((v) => h("option", { value: v, selected: v === params.get("level") }, t(`level_${v}`))));
  // a crowd is easier to read without those who met once
  const usual = () => (graph(level.value).nodes.size > MAX_NODES && level.value === "bodies" ? 2 : 1);
  const least = h("input", { type: "number", min: 1, max: 99, value: params.get("least") ?? usual() });
  const find = h("input", { type: "search", placeholder: t("search"), value: params.get("q") ?? "", list: "entities" });
  const figure = h("figure.network");
  const side = h("div.side", { "aria-live": "polite" });
  const note = h("p.count");
  const legend = h("p.legend");
  let chosen = params.get("node");

  const draw = () => {
    const { nodes, links } = graph(level.value);
    const wanted = find.value.trim().toLowerCase();
    let kept = links.filter((l) => l.events.length >= Number(least.value || 1));
    if (wanted) {
      const near = new Set(kept.filter((l) => [l.a, l.b].some((e) => entityName(e).toLowerCase().includes(wanted))).flatMap((l) => [l.a, l.b]));
      kept = kept.filter((l) => near.has(l.a) && near.has(l.b));
    }
    const weight = new Map();
    for (const l of kept) for (const e of [l.a, l.b]) weight.set(e, (weight.get(e) ?? 0) + l.events.length);
    const top = [...weight].sort((a, b) => b[1] - a[1]).slice(0, MAX_NODES).map(([e]) => e);
    const inside = new Set(top);
    const drawn = kept.filter((l) => inside.has(l.a) && inside.has(l.b));
    replace(note, h("b", null, top.length), weight.size > top.length ? ` ${t("of")} ${weight.size} (${t("shown_of")})` : "");
    const kinds = KINDS.filter((kind) => top.some((e) => entityKind(e) === kind));
    replace(legend, kinds.map((kind) => h(`span.key.${kind}`, null, label("mention_type", { persons: "person", places: "place", organizations: "organization" }[kind]))));
    const choose = (e) => {
      chosen = e === null ? null : String(e);
      chosen === null ? params.delete("node") : params.set("node", chosen);
      go(params);
      mark();
      about();
    };
    const mark = drawGraph(figure, top.map((e) => ({ ...nodes.get(e), weight: weight.get(e) })), drawn, () => (chosen === null ? null : Number(chosen)), choose);
    const about = () => {
      const e = chosen === null ? null : Number(chosen);
      const rows = (e === null ? drawn : kept.filter((l) => l.a === e || l.b === e)).sort((x, y) => y.events.length - x.events.length);
      replace(side,
        e !== null && nodes.has(e) ? [h("h3", null, entityName(e), " ", h("button.link", { type: "button", onclick: () => choose(null) }, "×")), known(e)] : h("p.intro", null, t("choose_node")),
        h("ul.pairs", null, rows.slice(0, 40).map((l) => h("li", null,
          h("details", { open: e !== null && rows.length < 6 }, h("summary", null, join([l.a, l.b].filter((x) => x !== e).map((x) => h("b", null, entityName(x))), " — "), h("span.number", { title: t("together") }, l.events.length)),
            h("ul", null, l.events.map((n) => h("li", null, h("a", { href: textLink(data.events[n]) }, eventKind(data.events[n])), " ",
              h("span.aside", null, join([...(data.events[n].dates ?? []).map(([edtf]) => dayWords(edtf)), documentTitle(documentOf(data.events[n]))])))))),
          e === null && [l.a, l.b].map((x) => h("button.link", { type: "button", onclick: () => choose(x) }, entityName(x))).flatMap((b) => [b, " "])))));
    };
    about();
    view.resize = draw;
  };
  level.onchange = () => { params.set("level", level.value); params.delete("least"); least.value = usual(); chosen = null; params.delete("node"); go(params); draw(); };
  least.oninput = () => { params.set("least", least.value); go(params); draw(); };
  find.oninput = () => { find.value ? params.set("q", find.value) : params.delete("q"); go(params); draw(); };
  replace(view, h("div.main", null, h("p.intro", null, t("network_intro")),
    h("div.toolbar", null, note, h("label", null, `${t("level")} `, level), h("label", null, `${t("at_least")} `, least), find,
      legend),
    h("div.two", null, figure, side)));
  draw();
}

/** What releases call a person, his posts, and what he promised: one for all documents if a ledger has joined them. */
function known(e) {
  const [, name, forms = [], posts = []] = data.entities[e];
  const promised = data.commitments.filter((c) => !c.hidden && (c.actors ?? []).some((p) => p.e === e)).length;
  return h("dl.known", null,
    fact(t("forms"), forms.join("; ")),
    fact(t("posts"), posts.join("; ")),
    promised > 0 && fact(t("commitments"), h("a", { href: `#commitments?who=${encodeURIComponent(name)}` }, promised)));
}

const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** Draws nodes and links; returns what marks the chosen one. */
function drawGraph(figure, nodes, links, chosen, choose) {
  figure.textContent = "";
  if (!nodes.length) {
    figure.append(h("p.empty", null, t("nothing_filtered")));
    return () => {};
  }
  const width = Math.max(320, figure.clientWidth || 760);
  const height = Math.round(Math.min(720, Math.max(360, width * 0.72)));
  const radius = (n) => 4 + Math.sqrt(n.weight) * 1.6;
  const index = new Map(nodes.map((n, i) => [n.id, i]));
  const lines = links.map((l) => ({ source: index.get(l.a), target: index.get(l.b), weight: l.events.length }));
  // the same data gives the same picture: d3 starts from a fixed spiral
  forceSimulation(nodes)
    .force("link", forceLink(lines).distance(90).strength((l) => Math.min(0.6, 0.05 + l.weight * 0.04)))
    .force("charge", forceManyBody().strength(-420))
    .force("x", forceX().strength(0.07))
    .force("y", forceY().strength(0.1))
    .force("collide", forceCollide((n) => radius(n) + 16))
    .stop()
    .tick(300);
  fit(nodes, width, height);
  const strokes = lines.map((l) => svg("line", { x1: l.source.x, y1: l.source.y, x2: l.target.x, y2: l.target.y, "stroke-width": Math.min(8, 0.6 + l.weight * 0.7) }));
  const places = placeLabels(nodes, radius, width, height);
  const marks = nodes.map((n, i) => {
    const name = entityName(n.id);
    const place = places[i];
    const words = svg("text", { x: place.x, y: place.y, "text-anchor": place.anchor, class: place.free ? "" : "crowded" });
    words.textContent = place.words;
    const title = svg("title", {});
    title.textContent = shown(`${name}: ${n.events.size}`);
    const group = svg("g", { class: `node ${entityKind(n.id)}`, tabindex: 0, role: "button", "aria-label": shown(name) }, svg("circle", { cx: n.x, cy: n.y, r: radius(n) }), words, title);
    group.addEventListener("click", () => choose(n.id));
    group.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), choose(n.id)));
    return group;
  });
  figure.append(svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("network") }, svg("g", { class: "links" }, ...strokes), ...marks));
  const mark = () => {
    const now = chosen();
    const near = new Set(lines.filter((l) => l.source.id === now || l.target.id === now).flatMap((l) => [l.source.id, l.target.id]));
    marks.forEach((g, i) => g.classList.toggle("faint", now !== null && nodes[i].id !== now && !near.has(nodes[i].id)));
    marks.forEach((g, i) => g.classList.toggle("chosen", nodes[i].id === now));
    strokes.forEach((s, i) => s.classList.toggle("faint", now !== null && lines[i].source.id !== now && lines[i].target.id !== now));
  };
  mark();
  return mark;
}

/** Where each name stands: beside its node where no other name or node is; crowded ones show when pointed at. */
function placeLabels(nodes, radius, width, height) {
  const taken = nodes.map((n) => [n.x - radius(n), n.y - radius(n), n.x + radius(n), n.y + radius(n), n]);
  return nodes.map((n) => {
    const name = entityName(n.id);
    const words = shown(name.length > 28 ? `${name.slice(0, 27)}…` : name);
    const [w, r] = [words.length * 7, radius(n) + 3];
    const choices = [
      { x: n.x + r, y: n.y + 4, anchor: "start", left: n.x + r },
      { x: n.x - r, y: n.y + 4, anchor: "end", left: n.x - r - w },
      { x: n.x, y: n.y + r + 9, anchor: "middle", left: n.x - w / 2 },
      { x: n.x, y: n.y - r - 1, anchor: "middle", left: n.x - w / 2 },
    ].map((c) => ({ ...c, box: [c.left, c.y - 10, c.left + w, c.y + 3] }));
    const inside = ({ box }) => box[0] > 2 && box[2] < width - 2 && box[1] > 2 && box[3] < height - 2;
    const clear = ({ box }) => taken.every((t) => t[4] === n || box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
    const free = choices.find((c) => inside(c) && clear(c));
    if (free) taken.push(free.box);
    return { ...(free ?? choices.find(inside) ?? choices[0]), words, free: Boolean(free) };
  });
}

function fit(nodes, width, height) {
  const xs = nodes.map((n) => n.x);
  const ys = nodes.map((n) => n.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = { x: Math.min(90, width / 6), y: 24 };
  for (const n of nodes) {
    n.x = right > left ? margin.x + ((n.x - left) / (right - left)) * (width - 2 * margin.x) : width / 2;
    n.y = bottom > top ? margin.y + ((n.y - top) / (bottom - top)) * (height - 2 * margin.y) : height / 2;
  }
}
