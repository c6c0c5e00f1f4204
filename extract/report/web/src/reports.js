// What was done: drafted, adopted, signed, carried out, as the text says.

import { h, join } from "./dom.js";
import { data, entityName, label, t } from "./data.js";
import { citeButton, day, eventLink, fact, missing, origin, parties, quote, row, textLink } from "./parts.js";

/** What it was done to, in a few words. */
export const reportTitle = (r) => `${label("report_kind", r.done)}: ${entityName(r.paper) || r.theme || "…"}`;

export function reportRow(r) {
  return row(r, () => [
    h("div.rail", null,
      h("span.kind", null, label("report_kind", r.done)),
      h("span.how", null, r.negated ? null : t("done")),
      r.negated && h("span.negated", null, t("not_done")),
      r.draft && h("span.how", null, t("of_draft"))),
    h("div.body", null,
      h("p.what", null, (r.actors ?? []).length > 0 && [parties(r.actors), " — "],
        h("span.action", null, entityName(r.paper) || r.theme || missing()), " ",
        r.date ? day(r.date) : missing(t("undated"))),
      quote(r),
      h("footer", null, join([origin(r), citeButton(r)]))),
    h("dl.facts", null,
      fact(t("to_whom"), (r.recipients ?? []).length > 0 && parties(r.recipients)),
      r.event !== undefined && fact(t("said_at"), eventLink(r.event)),
      r.commitment !== undefined && fact(t("made"), h("a", { href: textLink(data.commitments[r.commitment]) }, data.commitments[r.commitment].action))),
  ]);
}
