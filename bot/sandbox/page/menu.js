// A button that opens a list of deeds: arrow keys move in it, Escape closes it.

import { el } from "./dom.js";

// `items` are { label, act, value?, testid? }; `attributes` and `children` are the button's.
export function menu(items, attributes, ...children) {
  const list = el("div", { class: "menu-list", role: "menu", hidden: true });
  const opener = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...attributes }, ...children);
  const show = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return;
    list.classList.toggle("is-up", opener.getBoundingClientRect().bottom + list.offsetHeight > innerHeight - 8);
    list.firstElementChild?.focus();
  };
  for (const item of items) {
    const node = el("button", { type: "button", role: "menuitem", tabindex: "-1", "data-value": item.value, "data-testid": item.testid }, item.label);
    node.addEventListener("click", () => (show(false), opener.focus(), item.act()));
    list.append(node);
  }
  opener.addEventListener("click", () => show(list.hidden));
  const root = el("span", { class: "menu" }, opener, list);
  root.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      show(false);
      opener.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const nodes = [...list.children];
      const step = event.key === "ArrowDown" ? 1 : -1;
      nodes[(nodes.indexOf(document.activeElement) + step + nodes.length) % nodes.length].focus();
    }
  });
  root.addEventListener("focusout", (event) => !root.contains(event.relatedTarget) && show(false));
  return root;
}
