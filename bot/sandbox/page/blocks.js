// Blocks → nodes. `place` is described in elements.js.

import { plain } from "./answers.js";
import { CARDS } from "./cards.js";
import { chart } from "./charts.js";
import { el } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { dataTable, table } from "./tables.js";
import { image, text } from "./texts.js";

export function blocks(list, place) {
  return list.map((block) => {
    const draw = DRAW[block.type] ?? CARDS[block.type];
    const node = draw ? draw(block, place) : el("em", {}, `(${block.type} is not shown here)`);
    node.classList.add("block", `block-${block.type}`);
    node.dataset.testid ??= `block-${block.type}`;
    return node;
  });
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
    el("div", { class: "error", role: "alert", id: `error-${block.block_id}` }),
  );
}

function container(block, place) {
  const title = block.title ? plain(block.title) : "";
  const head = [el("b", {}, title), block.subtitle ? text(block.subtitle, place) : null];
  const inner = blocks(block.child_blocks, place);
  if (block.is_collapsible) return el("details", { class: "container", open: !block.default_collapsed }, el("summary", {}, ...head), ...inner);
  return el("section", { class: "container", "aria-label": title }, el("div", { class: "container-head" }, ...head), ...inner);
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
  container,
  divider: () => el("hr"),
  markdown: (block) => el("div", { class: "markdown" }, ...markdown(block.text)),
};
