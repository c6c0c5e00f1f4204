// The frame: sections by address, language, theme, keys.

import { h, replace } from "./dom.js";
import { data, label, settings, t } from "./data.js";
import { copyCitation, decide, edit, textLink } from "./parts.js";
import { isDirty, onChange, storage } from "./review.js";
import { commitments } from "./commitments.js";
import { events } from "./events.js";
import { timeline } from "./timeline.js";
import { network } from "./network.js";
import { trends } from "./trends.js";
import { documents, documentView } from "./documents.js";
import { refused } from "./refused.js";
import { outcomes, verdicts } from "./verdicts.js";
import { dueNumber, threadsView } from "./threads.js";

const SECTIONS = { commitments, ...(data.ledger ? { threads: threadsView } : {}), events, timeline, network, trends, documents, refused, review: verdicts };
const VIEWS = { ...SECTIONS, document: documentView };
const view = document.getElementById("view");
const header = document.getElementById("frame");
const help = document.getElementById("help");

function address() {
  const [name, rest = ""] = location.hash.slice(1).split("?");
  return [name in VIEWS ? name : "commitments", new URLSearchParams(rest)];
}

/** Keep a section's state in the address without a new step of history. */
function go(params) {
  const [name] = address();
  const query = params.toString();
  history.replaceState(null, "", `#${name}${query ? `?${query}` : ""}`);
}

function drawFrame() {
  const [name] = address();
  const here = name === "document" ? "documents" : name;
  const numbers = { threads: dueNumber(), commitments: data.commitments.filter((c) => !c.hidden).length, events: data.events.length, documents: data.documents.length, refused: data.refused.length };
  replace(header,
    h("h1", null, data.title),
    h("nav", { "aria-label": t("title") }, Object.keys(SECTIONS).map((section) =>
      h("a", { href: `#${section}`, "aria-current": section === here ? "page" : null, class: section === "review" && isDirty() ? "unsaved" : "" }, t(section), section in numbers && h("span.number", null, numbers[section])))),
    h("div.tools", null,
      h("button", { type: "button", id: "language", onclick: () => { settings.keep("lang", settings.lang === "ru" ? "en" : "ru"); start(); } }, t("language")),
      h("button", { type: "button", id: "theme", title: t("theme"), "aria-label": t("theme"), onclick: () => { settings.keep("theme", isDark() ? "light" : "dark"); paint(); } }, "◐"),
      h("button", { type: "button", title: t("help"), "aria-label": t("help"), onclick: () => help.showModal() }, "?")));
  const nav = header.querySelector("nav");
  const current = nav.querySelector("[aria-current]");
  if (current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}

const isDark = () => (settings.theme ? settings.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const paint = () => (settings.theme ? document.documentElement.setAttribute("data-theme", settings.theme) : document.documentElement.removeAttribute("data-theme"));

function drawView() {
  const [name, params] = address();
  view.list = null;
  view.resize = null;
  view.className = name;
  VIEWS[name](view, params, go);
  if (!params.get("at")) scrollTo(0, 0);
}

function start() {
  document.documentElement.lang = settings.lang;
  document.title = `${data.title} · ${t("title")}`;
  replace(help, h("form", { method: "dialog" }, h("h2", null, t("help")), h("ul", null, t("keys").split("|").map((line) => h("li", null, line))), h("button", null, t("close"))));
  replace(document.getElementById("lists"),
    h("datalist", { id: "entities" }, names()),
    h("datalist", { id: "topics" }, Object.keys(data.labels.topic).map((v) => h("option", { value: label("topic", v) }))),
    h("datalist", { id: "outcomes" }, outcomes().map((v) => h("option", { value: v }))));
  drawFrame();
  drawView();
}

const names = () => data.entities.filter(([kind]) => kind !== "documents").slice(0, 1000).map(([, name]) => h("option", { value: name }));

// --- keys: by place on the keyboard, so that they work in both alphabets

const selected = () => view.querySelector(".item.selected");

function step(by) {
  const items = [...view.querySelectorAll(".item")].filter((x) => !x.closest(".popup"));
  const now = items.indexOf(selected());
  const next = items[Math.max(0, Math.min(items.length - 1, now + by))];
  if (!next) return;
  selected()?.classList.remove("selected");
  next.classList.add("selected");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const canJudge = (row) => Boolean(row?.querySelector(":scope > .verdict"));

const KEYS = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyA: (row) => canJudge(row) && decide(row.item, "accept", row.refresh),
  KeyR: (row) => canJudge(row) && decide(row.item, "reject", row.refresh),
  KeyC: (row) => canJudge(row) && edit(row.item, row, row.refresh),
  KeyN: (row) => canJudge(row) && edit(row.item, row, row.refresh, "note"),
  KeyO: (row) => row?.item && (location.hash = textLink(row.item)),
  KeyY: (row) => { const button = row?.querySelector(".cite"); if (button) copyCitation(row.item, button); },
  Slash: () => view.querySelector("input[type=search]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") return void help.showModal();
  if (event.key === "Escape") return void view.querySelectorAll(".popup").forEach((x) => (x.hidden = true));
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (digit && !event.shiftKey) {
    const section = Object.keys(SECTIONS)[digit[1] - 1];
    if (section) location.hash = `#${section}`;
    return;
  }
  const action = KEYS[event.code];
  if (!action) return;
  event.preventDefault();
  action(selected());
  const row = selected();
  if (row) row.classList.add("selected");
});

view.addEventListener("click", (event) => {
  const row = event.target.closest(".item");
  if (!row || row.closest(".popup")) return;
  selected()?.classList.remove("selected");
  row.classList.add("selected");
});

onChange(() => drawFrame());
addEventListener("hashchange", () => { drawFrame(); drawView(); });
addEventListener("beforeprint", () => view.list?.all());
addEventListener("beforeunload", (event) => isDirty() && !storage && event.preventDefault());
let resizing;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => view.resize?.(), 200); });
paint();
start();
document.documentElement.dataset.ready = "yes";
