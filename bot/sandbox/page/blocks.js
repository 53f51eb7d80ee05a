// Blocks → nodes. `place` is described in elements.js.

import { chart } from "./charts.js";
import { el, safeUrl } from "./dom.js";
import { element, plain } from "./elements.js";
import { mrkdwn } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";

export function blocks(list, place) {
  return list.map((block) => {
    const draw = DRAW[block.type];
    const node = draw ? draw(block, place) : el("em", {}, `(${block.type} is not shown here)`);
    node.classList.add("block", `block-${block.type}`);
    node.dataset.testid ??= `block-${block.type}`;
    return node;
  });
}

export function text(spec, place) {
  if (spec.type === "mrkdwn") return el("div", { class: "mrkdwn" }, ...mrkdwn(spec.text, place.names));
  return el("div", { class: "plain-text" }, plain(spec));
}

function section(block, place) {
  const main = el("div", { class: "main" });
  if (block.text) main.append(text(block.text, place));
  if (block.fields) main.append(el("div", { class: "fields" }, ...block.fields.map((field) => text(field, place))));
  return el("div", {}, main, block.accessory ? element(block.accessory, block, place) : null);
}

function context(block, place) {
  return el("div", {}, ...block.elements.map((part) => (part.type === "image" ? image(part) : text(part, place))));
}

function image(part) {
  return el("img", { src: safeUrl(part.image_url ?? ""), alt: part.alt_text, loading: "lazy" });
}

function actions(block, place) {
  return el("div", {}, ...block.elements.map((part) => element(part, block, place)));
}

function picture(block) {
  return el("figure", {}, block.title ? el("figcaption", {}, plain(block.title)) : null, image(block));
}

function input(block, place) {
  const optional = block.optional ? el("span", { class: "optional" }, " (optional)") : null;
  return el(
    "div",
    { class: "input", "data-block-id": block.block_id },
    el("span", { class: "label" }, plain(block.label), optional),
    element(block.element, block, place),
    block.hint ? el("div", { class: "hint-text" }, plain(block.hint)) : null,
    el("div", { class: "error", role: "alert" }),
  );
}

const DRAW = {
  section,
  context,
  actions,
  context_actions: actions,
  input,
  image: picture,
  table: (block, place) => table(block, place.names),
  data_table: (block, place) => dataTable(block, place.names),
  data_visualization: chart,
  rich_text: (block, place) => richText(block, place.names),
  header: (block) => el("div", { role: "heading", "aria-level": "3" }, plain(block.text)),
  divider: () => el("hr"),
  markdown: (block) => el("div", { class: "mrkdwn" }, block.text),
};
