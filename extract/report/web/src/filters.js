// A panel of filters over a list of items, kept in the page's address.

import { h, replace } from "./dom.js";
import { t } from "./data.js";

const level = (words) => words.trim().toLowerCase().replaceAll("ё", "е");

export class Filters {
  /** Each filter: name, kind (chips, select, names, text), title, `of(item)` -> values or `test(item, words)`. */
  constructor(filters) {
    this.filters = filters;
    this.chosen = new Map(filters.map((f) => [f.name, []]));
    this.onchange = () => {};
  }

  get(name) {
    return this.chosen.get(name) ?? [];
  }

  load(params) {
    for (const f of this.filters) this.chosen.set(f.name, params.getAll(f.name).filter(Boolean));
    this.sync?.();
  }

  save(params) {
    for (const f of this.filters) {
      params.delete(f.name);
      for (const value of this.get(f.name)) params.append(f.name, value);
    }
    return params;
  }

  passes(item, f) {
    const chosen = this.get(f.name);
    if (!chosen.length) return true;
    if (f.test) return f.test(item, level(chosen[0]));
    const values = f.of(item);
    if (f.kind === "names") {
      // a name from the list is that name; anything else is a part of one
      const wanted = level(chosen[0]);
      const exact = this.known?.get(f.name)?.has(wanted);
      return values.some((v) => (exact ? level(v) === wanted : level(v).includes(wanted)));
    }
    return chosen.some((value) => values.includes(value));
  }

  apply(items, but = null) {
    const active = this.filters.filter((f) => f !== but && this.get(f.name).length);
    return items.filter((item) => active.every((f) => this.passes(item, f)));
  }

  /** Numbers beside the choices: how many items each would leave, other filters given. */
  counts(items) {
    for (const f of this.filters) {
      if (f.kind !== "chips" && f.kind !== "select") continue;
      const numbers = new Map();
      for (const item of this.apply(items, f)) for (const v of new Set(f.of(item))) numbers.set(v, (numbers.get(v) ?? 0) + 1);
      f.show?.(numbers);
    }
    this.resetButton.hidden = ![...this.chosen.values()].some((v) => v.length);
  }

  element(items) {
    this.known = new Map();
    this.resetButton = h("button.link", { type: "button", onclick: () => { for (const f of this.filters) this.chosen.set(f.name, []); this.sync(); this.onchange(); } }, t("reset"));
    const parts = this.filters.map((f) => [f, this[f.kind](f, items)]).filter(([, element]) => element);
    this.sync = () => this.filters.forEach((f) => f.sync?.());
    this.sync();
    const first = parts.filter(([f]) => f.kind === "chips" || f.kind === "text").map(([, element]) => element);
    const more = parts.filter(([f]) => f.kind !== "chips" && f.kind !== "text").map(([, element]) => element);
    const active = more.length && this.filters.some((f) => f.kind !== "chips" && f.kind !== "text" && this.get(f.name).length);
    const wide = matchMedia("(min-width: 62rem)").matches;
    return h("aside.filters", { "aria-label": t("filters") },
      ...first,
      h("details", { open: wide || active }, h("summary", null, t("filters")), ...more),
      this.resetButton);
  }

  set(f, values) {
    this.chosen.set(f.name, values.filter(Boolean));
    this.onchange();
  }

  chips(f) {
    const buttons = new Map();
    for (const value of f.values) {
      const number = h("span.number");
      const button = h(`button.chip.${value}`, { type: "button", onclick: () => {
        const now = this.get(f.name);
        this.set(f, now.includes(value) ? now.filter((v) => v !== value) : [...now, value]);
        f.sync();
      } }, f.words(value), number);
      buttons.set(value, [button, number]);
    }
    f.sync = () => buttons.forEach(([button], value) => button.setAttribute("aria-pressed", String(this.get(f.name).includes(value))));
    f.show = (numbers) => buttons.forEach(([button, number], value) => {
      replace(number, numbers.get(value) ?? 0);
      button.classList.toggle("none", !numbers.get(value));
    });
    return h("div.chips", { role: "group", "aria-label": f.title }, [...buttons.values()].map(([button]) => button));
  }

  select(f, items) {
    const words = f.words ?? ((v) => v);
    const values = f.values ?? [...new Set(items.flatMap((item) => f.of(item)))].sort((a, b) => words(a).localeCompare(words(b)));
    if (!values.length) return null;
    const options = new Map(values.map((v) => [v, h("option", { value: v }, words(v))]));
    const select = h("select", { onchange: () => this.set(f, [select.value]) }, h("option", { value: "" }, t("all")), [...options.values()]);
    f.sync = () => { select.value = this.get(f.name)[0] ?? ""; select.classList.toggle("active", Boolean(select.value)); };
    f.show = (numbers) => {
      options.forEach((option, v) => replace(option, `${words(v)} (${numbers.get(v) ?? 0})`));
      f.sync();
    };
    return h("label", null, h("span", null, f.title), select);
  }

  names(f, items) {
    const numbers = new Map();
    for (const item of items) for (const v of new Set(f.of(item))) numbers.set(v, (numbers.get(v) ?? 0) + 1);
    if (!numbers.size) return null;
    const known = [...numbers].sort((a, b) => b[1] - a[1]);
    this.known.set(f.name, new Set(known.map(([v]) => level(v))));
    const id = `names-${f.name}`;
    const input = h("input", { type: "search", list: id, placeholder: t("any"), oninput: () => {
      clearTimeout(f.timer);
      f.timer = setTimeout(() => this.set(f, [input.value]), 150);
    } });
    f.sync = () => { input.value = this.get(f.name)[0] ?? ""; };
    return h("label", null, h("span", null, f.title), input, h("datalist", { id }, known.slice(0, 500).map(([v, n]) => h("option", { value: v, label: `${v} (${n})` }))));
  }

  text(f) {
    const input = h("input.search", { type: "search", placeholder: t("search"), "aria-label": f.title, oninput: () => {
      clearTimeout(f.timer);
      f.timer = setTimeout(() => this.set(f, [input.value]), 150);
    } });
    f.sync = () => { input.value = this.get(f.name)[0] ?? ""; };
    return input;
  }
}
