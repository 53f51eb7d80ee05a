// table and data_table blocks → HTML tables.

import { el } from "./dom.js";
import { richText } from "./richtext.js";

export function table(block, names) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  return el(
    "div",
    { class: "table-frame", tabindex: "0" },
    el(
      "table",
      { "data-testid": "table" },
      el("thead", {}, row(head, "th", names, settings)),
      el("tbody", {}, ...rows.map((cells) => row(cells, "td", names, settings))),
    ),
  );
}

export function dataTable(block, names) {
  const [head, ...rows] = [...block.rows];
  const numbers = rows[0].map((cell) => (cell.type === "raw_number" ? { align: "right" } : {}));
  const size = block.page_size ?? 5;
  const body = el("tbody");
  const place = el("span");
  const back = el("button", { type: "button", class: "icon", "aria-label": "Previous rows", onclick: () => turn(-1) }, "‹");
  const next = el("button", { type: "button", class: "icon", "aria-label": "Next rows", onclick: () => turn(1) }, "›");
  let page = 0;

  function turn(step) {
    page += step;
    const start = page * size;
    body.replaceChildren(...rows.slice(start, start + size).map((cells) => row(cells, "td", names, numbers, block.row_header_column_index ?? 0)));
    place.textContent = `${start + 1}–${Math.min(start + size, rows.length)} of ${rows.length}`;
    back.disabled = page === 0;
    next.disabled = start + size >= rows.length;
  }

  turn(0);
  const top = row(head, "th", names, numbers);
  [...top.children].forEach((cell, index) => sortable(cell, () => sort(index, cell)));

  function sort(index, cell) {
    const up = cell.getAttribute("aria-sort") !== "ascending";
    for (const each of top.children) each.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", up ? "ascending" : "descending");
    rows.sort((a, b) => (up ? 1 : -1) * compare(a[index], b[index]));
    page = 0;
    turn(0);
  }

  const shown = el("table", { "data-testid": "table" }, el("caption", {}, block.caption), el("thead", {}, top), body);
  const pager = rows.length > size ? el("div", { class: "pager" }, back, place, next) : null;
  return el("div", { class: "table-frame", tabindex: "0" }, shown, pager);
}

function sortable(cell, act) {
  const words = [...cell.childNodes];
  cell.replaceChildren(el("button", { type: "button", class: "sort", onclick: act }, ...words));
}

function compare(a, b) {
  if (a.type === "raw_number" && b.type === "raw_number") return a.value - b.value;
  return (a.text ?? JSON.stringify(a)).localeCompare(b.text ?? JSON.stringify(b));
}

function row(cells, tag, names, settings, header = -1) {
  return el(
    "tr",
    {},
    ...cells.map((cell, index) => {
      const align = settings[index]?.align ?? "left";
      const number = cell.type === "raw_number" ? " number" : "";
      const namesRow = index === header;
      const attributes = { class: `align-${align}${number}`, scope: tag === "th" ? "col" : namesRow ? "row" : null };
      return el(namesRow ? "th" : tag, attributes, content(cell, names));
    }),
  );
}

function content(cell, names) {
  if (cell.type === "rich_text") return richText(cell, names);
  return cell.type === "raw_number" ? (cell.text ?? String(cell.value)) : cell.text;
}
