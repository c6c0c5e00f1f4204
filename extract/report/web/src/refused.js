// Sentences that were looked at and not taken.

import { h, join, LazyList, replace } from "./dom.js";
import { data, documentOf, documentTitle, label, t } from "./data.js";
import { origin, quote } from "./parts.js";
import { Filters } from "./filters.js";

export function refused(view, params, go) {
  const filters = new Filters([
    { name: "q", kind: "text", title: t("search"), test: (x, q) => `${x.text ?? ""} ${x.rule} ${x.reason}`.toLowerCase().replaceAll("ё", "е").includes(q) },
    { name: "stage", kind: "select", title: t("stage"), words: (v) => label("stage", v), of: (x) => [x.stage] },
    { name: "reason", kind: "select", title: t("reason"), words: (v) => label("refusal", v), of: (x) => [x.reason] },
    { name: "doc", kind: "names", title: t("document"), of: (x) => [documentTitle(documentOf(x))] },
  ]);
  const list = h("div.rows");
  const count = h("p.count", { "aria-live": "polite" });
  const draw = () => {
    const shown = filters.apply(data.refused);
    replace(count, h("b", null, shown.length), ` ${t("of")} ${data.refused.length}`);
    view.list = new LazyList(list, shown, refusedRow);
    if (!shown.length) list.prepend(h("p.empty", null, t(data.refused.length ? "nothing_filtered" : "nothing")));
    filters.counts(data.refused);
  };
  filters.load(params);
  filters.onchange = () => { go(filters.save(params)); draw(); };
  replace(view, h("div.with-filters", null, filters.element(data.refused),
    h("div.main", null, h("p.intro", null, t("refused_intro")), h("div.toolbar", null, count), list)));
  draw();
}

function refusedRow(x) {
  const line = h("article.item.refusal", { tabindex: "-1" },
    h("div.rail", null, h("span.kind", null, label("stage", x.stage)), x.code !== "refused" && h("span.how", null, t("remark"))),
    h("div.body", null,
      h("p.what", null, label("refusal", x.reason)),
      x.text && quote(x),
      h("footer", null, join([origin(x), x.rule && h("code", { title: t("rule") }, x.rule)]))));
  line.item = x;
  line.refresh = () => {};
  return line;
}
