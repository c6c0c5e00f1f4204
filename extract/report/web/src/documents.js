// Documents: a list, and each with its text, everything found in it marked.

import { append, h, join, LazyList, replace } from "./dom.js";
import { data, dayWords, documentTitle, entityName, label, settings, sheet, t } from "./data.js";
import { commitmentRow } from "./commitments.js";
import { eventRow } from "./events.js";
import { reportRow } from "./reports.js";
import { link, row, value, verdictButtons, verdictLine } from "./parts.js";

const TYPES = Object.keys(data.labels.mention_type);
/** Pieces of a text that one element holds: browsers lay short ones out faster. */
const PIECE = 4000;

export function documents(view, params, go) {
  const find = h("input.search", { type: "search", placeholder: t("search"), value: params.get("q") ?? "" });
  const list = h("tbody");
  const count = h("p.count", { "aria-live": "polite" });
  const draw = () => {
    const wanted = find.value.trim().toLowerCase();
    const shown = data.documents.map((d, n) => [d, n]).filter(([d]) => `${d.id} ${d.title ?? ""} ${d.publisher ?? ""}`.toLowerCase().includes(wanted));
    replace(count, h("b", null, shown.length), ` ${t("of")} ${data.documents.length}`);
    new LazyList(list, shown, ([d, n]) => h("tr", null,
      h("th", null, h("a", { href: `#document?d=${n}` }, documentTitle(d)), h("div.aside", null, d.id)),
      h("td", null, d.publisher), h("td", null, d.published ? dayWords(d.published) : h("span.missing", null, t("undated"))),
      h("td", null, (d.languages ?? []).map((x) => label("language", x)).join(", ")),
      h("td.n", null, d.commitments ?? 0), h("td.n", null, d.events ?? 0), h("td.n", null, d.mentions ?? 0), h("td.n", null, (d.length ?? 0).toLocaleString(settings.lang))), 100);
  };
  find.oninput = () => { find.value ? params.set("q", find.value) : params.delete("q"); go(params); draw(); };
  replace(view, h("div.main", null, h("div.toolbar", null, count, find),
    h("div.wide", null, h("table.documents", null, h("thead", null, h("tr", null, [t("document"), t("publisher"), t("published"), "", t("commitments"), t("events"), t("mentions"), t("characters")].map((x) => h("th", null, x)))), list))));
  draw();
}

/** One document. */
export function documentView(view, params, go) {
  const number = Number(params.get("d"));
  const d = data.documents[number];
  if (!d) return void replace(view, h("p.empty", null, t("nothing")));
  const { text, mentions } = sheet(number);
  const events = data.events.filter((e) => e.d === number);
  const commitments = data.commitments.filter((c) => c.d === number);
  const reports = data.reports.filter((r) => r.d === number);
  const article = h("article.text", { lang: d.languages?.[0] ?? "ru", tabindex: "-1" });
  const popup = h("div.popup", { hidden: true });
  const hidden = new Set(params.getAll("hide"));
  const layers = h("div.layers", { role: "group", "aria-label": t("layers") }, [...TYPES, "events", "commitments"].map((name) => {
    const box = h("input", { type: "checkbox", checked: !hidden.has(name) });
    box.onchange = () => { article.classList.toggle(`hide-${name}`, !box.checked); box.checked ? hidden.delete(name) : hidden.add(name); params.delete("hide"); hidden.forEach((x) => params.append("hide", x)); go(params); };
    if (hidden.has(name)) article.classList.add(`hide-${name}`);
    return h(`label.layer.${name}`, null, box, TYPES.includes(name) ? label("mention_type", name) : t(name));
  }));

  const spans = [
    ...mentions.map((m) => ({ from: m.start, to: m.end, name: m.type, mention: m })),
    ...commitments.flatMap((c) => [["act", c.act], ["cue", c.cue]].filter(([, s]) => s).map(([name, s]) => ({ from: c.from + s[0], to: c.from + s[1], name, item: c }))),
    ...[...events, ...reports].filter((e) => e.cue).map((e) => ({ from: e.from + e.cue[0], to: e.from + e.cue[1], name: "trigger", item: e })),
  ];
  const cards = [...commitments, ...events, ...reports].sort((a, b) => a.at - b.at || (a.kind === "event" ? -1 : 1));
  const cardList = h("div.rows.cards");
  const goTo = (item) => {
    const from = item.kind === "mention" ? item.start : item.from + (item.cue?.[0] ?? 0);
    const to = item.kind === "mention" ? item.end : item.to;
    flash(article, Math.min(item.at ?? from, from), to, from);
    params.set("at", from);
    params.set("id", item.id);
    go(params);
  };
  const lazy = new LazyList(cardList, cards, (item) => {
    const element = { event: eventRow, commitment: commitmentRow, report: reportRow }[item.kind](item);
    element.addEventListener("click", (event) => {
      if (event.target.closest("button, a:not(.where), input, select, textarea, form, summary")) return;
      event.preventDefault();
      goTo(item);
    });
    return element;
  }, 60);
  view.list = lazy;
  fill(article, text, spans);
  article.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-m], [data-i]");
    popup.hidden = true;
    if (!piece) return;
    const mention = mentions.find((m) => m.id === piece.dataset.m?.split(" ")[0]);
    const item = cards.find((c) => c.id === piece.dataset.i);
    if (item) {
      const element = lazy.at(cards.indexOf(item));
      element.scrollIntoView({ block: "nearest" });
      select(view, element);
    }
    if (mention) showMention(popup, mention, mentions.filter((m) => m !== mention && m.start <= mention.start && mention.end <= m.end), piece);
  });

  replace(view,
    h("header.document", null,
      h("p.crumbs", null, h("a", { href: "#documents" }, t("documents")), number > 0 && h("a", { href: `#document?d=${number - 1}`, rel: "prev" }, `← ${t("previous")}`), number + 1 < data.documents.length && h("a", { href: `#document?d=${number + 1}`, rel: "next" }, `${t("next")} →`)),
      h("h2", null, documentTitle(d)),
      h("p.from", null, join([d.id, d.publisher, d.published ? [dayWords(d.published), d.basis && h("span.aside", null, ` (${label("published_basis", d.basis)})`)] : h("span.missing", null, t("undated")), link(d.url) && h("a", { href: link(d.url), rel: "noopener noreferrer", target: "_blank" }, d.url)])),
      layers),
    h("div.reading", null, h("div.page", null, article, popup), h("section", { "aria-label": t("cards") }, cardList)));
  const at = params.get("at");
  if (at !== null) {
    const chosen = cards.find((c) => c.id === params.get("id"));
    requestAnimationFrame(() => {
      if (chosen) {
        const element = lazy.at(cards.indexOf(chosen));
        element.scrollIntoView({ block: "nearest" });
        select(view, element);
        flash(article, Math.min(chosen.at, chosen.from + (chosen.cue?.[0] ?? chosen.at)), chosen.to, chosen.from + (chosen.cue?.[0] ?? 0));
      } else flash(article, Number(at), Number(at) + 1, Number(at));
    });
  }
}

function select(view, element) {
  view.querySelectorAll(".item.selected").forEach((x) => x.classList.remove("selected"));
  element.classList.add("selected");
}

/** The text in paragraphs; each stretch with the same marks is one element. */
function fill(article, text, spans) {
  if (!text) return void replace(article, h("p.empty", null, t("no_text")));
  const edges = new Map();
  for (const span of spans) {
    for (const [at, name] of [[span.from, "open"], [span.to, "close"]]) {
      if (!edges.has(at)) edges.set(at, { open: [], close: [] });
      edges.get(at)[name].push(span);
    }
  }
  const cuts = [...edges.keys()].sort((a, b) => a - b);
  let next = 0;
  let open = [];
  let from = 0;
  const blocks = document.createDocumentFragment();
  while (from < text.length) {
    const line = text.indexOf("\n", from) + 1 || text.length;
    const end = Math.min(line, from + PIECE);
    const block = h("div.line", { "data-from": from });
    let at = from;
    while (at < end) {
      while (next < cuts.length && cuts[next] <= at) {
        const { open: opened, close } = edges.get(cuts[next++]);
        open = [...open.filter((s) => !close.includes(s)), ...opened.filter((s) => s.to > at)];
      }
      const stop = Math.min(end, next < cuts.length ? cuts[next] : end);
      const words = text.slice(at, stop);
      append(block, [open.length ? stretch(words, open, at) : h("span", { "data-at": at }, words)]);
      at = stop;
    }
    // a long line is cut into pieces that flow on
    if (end < line) block.classList.add("flows");
    if (!text.slice(from, end).trim()) block.classList.add("blank");
    blocks.append(block);
    from = end;
  }
  article.textContent = "";
  article.append(blocks);
}

function stretch(words, open, at) {
  const mentions = open.filter((s) => s.mention).sort((a, b) => a.to - a.from - (b.to - b.from));
  const items = open.filter((s) => s.item);
  const names = [...new Set(open.map((s) => s.name))];
  const item = items.find((s) => s.name !== "act") ?? items[0];
  const element = h("mark", { class: names.map((n) => `m-${n}`).join(" "), "data-at": at, "data-m": mentions.map((s) => s.mention.id).join(" ") || null, "data-i": item?.item.id, title: mentions.length ? mentions.map((s) => label("mention_type", s.mention.type)).join(" ⊂ ") : null }, words);
  // nested names: one line below the other, the innermost first
  if (mentions.length) element.style.setProperty("--lines", mentions.slice(0, 3).map((s, n) => `0 ${2 + n * 3}px 0 -${n}px var(--m-${s.name})`).join(", "));
  if (mentions.some((s) => ["none"].includes(s.mention.basis))) element.classList.add("unresolved");
  return element;
}

/** Scroll to words and mark them for a moment. */
function flash(article, from, to, at) {
  article.querySelectorAll(".flash").forEach((x) => x.classList.remove("flash"));
  const pieces = [...article.querySelectorAll("[data-at]")];
  const touched = pieces.filter((x) => Number(x.dataset.at) + x.textContent.length > from && Number(x.dataset.at) < to);
  touched.forEach((x) => x.classList.add("flash"));
  const target = touched.find((x) => Number(x.dataset.at) <= at && at < Number(x.dataset.at) + x.textContent.length) ?? touched[0] ?? pieces[0];
  const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target?.scrollIntoView({ block: "center", behavior: quick ? "auto" : "smooth" });
}

/** What a mention is, with its verdict; outer mentions follow. */
function showMention(popup, mention, outer, piece) {
  popup.hidden = false;
  const draw = (m) => row(m, (refresh) => [
    h("div.body", null,
      h("p.what", null, h(`span.type.m-${m.type}`, null, value(m, "type", label("mention_type", m.type))), " ", h("b", null, value(m, "value", meaning(m)))),
      h("p.from", null, join([m.basis && label("date_basis", m.basis), m.rule && h("code", { title: t("rule") }, m.rule)])),
      verdictLine(m)),
    verdictButtons(m, refresh),
  ]);
  replace(popup, h("button.close", { type: "button", "aria-label": t("close"), onclick: () => (popup.hidden = true) }, "×"), [mention, ...outer].map(draw));
  const page = popup.parentElement.getBoundingClientRect();
  const box = piece.getBoundingClientRect();
  popup.style.top = `${box.bottom - page.top + 6}px`;
  popup.style.left = `${Math.max(0, Math.min(box.left - page.left, page.width - popup.offsetWidth))}px`;
}

function meaning(m) {
  if (m.type === "date") return h(`span.${m.basis === "stated" ? "stated" : m.basis === "none" ? "missing" : "resolved"}`, null, dayWords(m.value));
  if (m.value === null || m.value === undefined) return h("span.missing", null, t("vacant"));
  return m.type === "position" ? h("span.resolved", { title: t("holder") }, entityName(m.value)) : entityName(m.value);
}

