// Modals and the Home tab.

import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { byId, el, toast } from "./dom.js";
import { plain } from "./elements.js";

const kept = new Map(); // view id → what was put in, by block and action

function placeOf(view, world) {
  if (!kept.has(view.id)) kept.set(view.id, {});
  const answers = kept.get(view.id);
  return {
    answers,
    names: world.names,
    people: world.people,
    channels: world.channels,
    dispatches: (block) => block.type !== "input" || block.dispatch_action === true,
    async press(block, spec, answer) {
      const body = { view_id: view.id, block_id: block.block_id, action_id: spec.action_id, answer, state: answers };
      const result = await act("press", body);
      if (result.error) toast(`⚠ The app did not answer in time (${result.error}).`);
    },
  };
}

export function showModal(view, depth, world) {
  const dialog = byId("modal");
  if (!view) {
    if (dialog.open) dialog.close();
    dialog.replaceChildren();
    return;
  }
  const close = () => act("close");
  const focused = dialog.contains(document.activeElement) ? document.activeElement.dataset.actionId : null;
  const scrolled = dialog.dataset.viewId === view.id ? (dialog.querySelector(".content")?.scrollTop ?? 0) : 0;
  const failure = el("div", { class: "error", role: "alert", "data-testid": "modal-error" });
  const submit = view.submit ? el("button", { type: "submit", class: "button primary", "data-testid": "modal-submit" }, plain(view.submit)) : null;
  const form = el(
    "form",
    { novalidate: true },
    el(
      "header",
      {},
      el("h2", { id: "modal-title", "data-testid": "modal-title" }, plain(view.title)),
      el("button", { type: "button", class: "plain", "aria-label": "Close", "data-testid": "modal-close", onclick: close }, "✕"),
    ),
    el("div", { class: "content" }, ...blocks(view.blocks, placeOf(view, world)), failure),
    el("footer", {}, el("button", { type: "button", class: "button", onclick: close }, plain(view.close) || (depth > 1 ? "Back" : "Cancel")), submit),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const result = await act("submit", { view_id: view.id, state: kept.get(view.id) });
    submit.disabled = false;
    showErrors(form, failure, result.errors ?? {});
  });
  dialog.dataset.viewId = view.id;
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => (event.preventDefault(), close());
  if (!dialog.open) dialog.showModal();
  form.querySelector(".content").scrollTop = scrolled;
  const target = focused ? [...form.querySelectorAll("[data-action-id]")].find((each) => each.dataset.actionId === focused) : null;
  (target ?? form.querySelector(".content .control"))?.focus();
}

function showErrors(form, failure, errors) {
  failure.textContent = errors[""] ?? "";
  for (const field of form.querySelectorAll(".input")) {
    const text = errors[field.dataset.blockId] ?? "";
    field.classList.toggle("has-error", Boolean(text));
    field.querySelector(".error").textContent = text;
  }
  form.querySelector(".has-error .control")?.focus();
}

export function showHome(view, world) {
  const home = byId("home");
  if (!view) {
    home.replaceChildren(el("p", { class: "empty" }, "The app has not published its Home yet."));
    return;
  }
  home.replaceChildren(...blocks(view.blocks, placeOf(view, world)));
}
