// Elements from values. Everything that comes from a text becomes a text node: nothing here parses markup.

// Characters that steer the direction of writing or a terminal are shown as what they are; lengths stay.
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const shown = (text) => String(text).replace(STEERING, "\ufffd");

/** An element: `h("p.note", { onclick }, "words", child, [more])`; `null` and `false` children are left out. */
export function h(what, attributes, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name === "class") element.classList.add(...value.split(" ").filter(Boolean));
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, shown(value));
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(shown(child)));
  }
}

export function replace(element, ...children) {
  element.textContent = "";
  append(element, children);
  return element;
}

/** Children with a separator between them; empty ones are left out, a list is one child. */
export function join(children, separator = " · ") {
  const given = children.filter((x) => x !== null && x !== undefined && x !== false && x !== "" && x.length !== 0);
  return given.flatMap((child, n) => (n ? [h("span.sep", null, separator), child] : [child]));
}

/** `text` with spans in <mark>: `[[start, end, class]]`, which may overlap. */
export function marked(text, spans) {
  const given = spans.filter((s) => s && s[0] < s[1]);
  const cuts = [...new Set([0, text.length, ...given.flatMap((s) => [s[0], s[1]])])].sort((a, b) => a - b);
  const parts = [];
  for (let n = 0; n + 1 < cuts.length; n++) {
    const [from, to] = [cuts[n], cuts[n + 1]];
    const names = given.filter((s) => s[0] <= from && to <= s[1]).map((s) => s[2]);
    const words = text.slice(from, to);
    parts.push(names.length ? h("mark", { class: names.join(" ") }, words) : words);
  }
  return parts;
}

/** Fills `list` as it is scrolled to, so that thousands of rows cost nothing at first. */
export class LazyList {
  constructor(list, items, render, chunk = 40) {
    Object.assign(this, { list, items, render, chunk, done: 0 });
    this.sentinel = h("div.sentinel", { "aria-hidden": "true" });
    list.textContent = "";
    list.append(this.sentinel);
    this.observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.more(),
      { rootMargin: "1200px" },
    );
    this.more();
    if (this.done < items.length) this.observer.observe(this.sentinel);
  }

  more(upTo = this.done + this.chunk) {
    const part = document.createDocumentFragment();
    const end = Math.min(upTo, this.items.length);
    for (; this.done < end; this.done++) part.append(this.render(this.items[this.done], this.done));
    this.list.insertBefore(part, this.sentinel);
    if (this.done >= this.items.length) this.observer.disconnect();
    else if (this.sentinel.isConnected) {
      // an observer tells of changes alone: a sentinel that stays in view is looked at anew
      this.observer.unobserve(this.sentinel);
      this.observer.observe(this.sentinel);
    }
  }

  /** The element of row `number`, rendered if need be. */
  at(number) {
    if (number >= this.done) this.more(number + this.chunk);
    return this.list.children[number];
  }

  all() {
    this.more(this.items.length);
  }
}
