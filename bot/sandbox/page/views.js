// Modals and the Home tab.

import { act } from "./api.js";
import { blocks } from "./blocks.js";
import { plain } from "./answers.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";

const kept = new Map(); // view id → what was put in, by block and action, and the names of what was chosen

function memoryOf(view) {
  if (!kept.has(view.id)) kept.set(view.id, { answers: {}, names: {} });
  const memory = kept.get(view.id);
  forget(memory.answers, view.blocks);
  return memory;
}

// After an update, an input that is gone takes its answer with it, and so does an option.
function forget(answers, blocks) {
  const inputs = new Map(blocks.map((block) => [block.block_id, [block.element, block.accessory, ...(block.elements ?? [])].filter(Boolean)]));
  for (const [block, given] of Object.entries(answers)) {
    for (const [action, answer] of Object.entries(given)) {
      const spec = inputs.get(block)?.find((each) => each.action_id === action);
      const options = spec?.options?.map((each) => each.value);
      if (!spec || (options && ![answer ?? []].flat().every((each) => options.includes(each)))) delete given[action];
    }
  }
}

function placeOf(view, world) {
  const { answers, names } = memoryOf(view);
  const at = { view_id: view.id };
  return {
    answers,
    memory: names,
    zone: world.zone,
    names: world.names,
    people: world.people,
    channels: world.channels,
    dispatches: (block) => block.type !== "input" || block.dispatch_action === true,
    press: (block, spec, answer) => act("press", { ...at, block_id: block.block_id, action_id: spec.action_id, answer, state: answers }),
    suggest: (block, spec, value) => act("suggest", { ...at, block_id: block.block_id, action_id: spec.action_id, value }),
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
  const submit = view.submit ? el("button", { type: "submit", class: "button primary", "data-testid": "modal-submit", disabled: view.submit_disabled === true }, plain(view.submit)) : null;
  const form = el(
    "form",
    { novalidate: true },
    el(
      "header",
      {},
      el("h2", { id: "modal-title", "data-testid": "modal-title" }, plain(view.title)),
      el("button", { type: "button", class: "plain", "aria-label": "Close", "data-testid": "modal-close", onclick: close }, icon("cross")),
    ),
    el("div", { class: "content" }, ...blocks(view.blocks, placeOf(view, world)), failure),
    el("footer", {}, el("button", { type: "button", class: "button", onclick: close }, plain(view.close) || (depth > 1 ? "Back" : "Cancel")), submit),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const result = await act("submit", { view_id: view.id, state: kept.get(view.id).answers });
    submit.disabled = view.submit_disabled === true;
    showErrors(form, failure, result.errors ?? {});
  });
  dialog.dataset.viewId = view.id;
  dialog.replaceChildren(form);
  dialog.oncancel = (event) => (event.preventDefault(), close());
  if (!dialog.open) dialog.showModal();
  form.querySelector(".content").scrollTop = scrolled;
  const target = focused ? [...form.querySelectorAll("[data-action-id]")].find((each) => each.dataset.actionId === focused) : null;
  (target ?? form.querySelector(".content :is(input, select, textarea)") ?? submit)?.focus();
}

function showErrors(form, failure, errors) {
  failure.textContent = errors[""] ?? "";
  for (const field of form.querySelectorAll(".input")) {
    const text = errors[field.dataset.blockId] ?? "";
    field.classList.toggle("has-error", Boolean(text));
    field.querySelector(".error").textContent = text;
    const control = field.querySelector("input, select, textarea");
    control?.setAttribute("aria-invalid", String(Boolean(text)));
    control?.setAttribute("aria-describedby", `error-${field.dataset.blockId}`);
  }
  form.querySelector(".has-error :is(input, select, textarea)")?.focus();
}

export function showHome(view, world) {
  const home = byId("home");
  if (!view) {
    home.replaceChildren(el("p", { class: "empty" }, "The app has not published its Home yet."));
    return;
  }
  if (view.hash === home.dataset.hash && home.dataset.viewId === view.id) return;
  Object.assign(home.dataset, { hash: view.hash, viewId: view.id });
  home.replaceChildren(...blocks(view.blocks, placeOf(view, world)));
}
