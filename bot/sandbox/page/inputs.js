// Inputs of modals: texts, numbers, dates, moments, files.

import { uploadFile } from "./api.js";
import { changed, initialOf, keep, kept, plain, send } from "./answers.js";
import { el, toast } from "./dom.js";

export function typed(kind) {
  return (spec, block, place) => {
    const attributes = {
      class: "control",
      "data-testid": "input",
      "data-action-id": spec.action_id,
      placeholder: plain(spec.placeholder),
      "aria-label": plain(block.label) || plain(spec.placeholder) || spec.action_id,
      maxlength: spec.max_length,
      min: spec.min_value,
      max: spec.max_value,
      step: spec.is_decimal_allowed ? "any" : null,
    };
    const made = spec.multiline ? el("textarea", { ...attributes, rows: 4 }) : el("input", { ...attributes, type: kind });
    made.value = kept(place, block, spec, initialOf(spec)) ?? "";
    made.addEventListener("input", () => keep(place, block, spec, made.value));
    if (place.dispatches(block)) dispatch(made, spec, block, place, kind);
    return made;
  };
}

// When a text is sent to the app at once: on Enter unless it says otherwise, or while it is typed.
function dispatch(made, spec, block, place, kind) {
  const on = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || spec.multiline || !on.includes("on_enter_pressed")) return;
    event.preventDefault();
    send(spec, block, place, made.value);
  });
  if (kind === "date" || kind === "time") made.addEventListener("change", () => send(spec, block, place, made.value));
  if (!on.includes("on_character_entered")) return;
  let timer = 0;
  made.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => send(spec, block, place, made.value), 400);
  });
}

// A day and time in the person's zone, as unix seconds.
export function moment(spec, block, place) {
  const zone = place.zone();
  const made = el("input", { type: "datetime-local", class: "control", "aria-label": plain(block.label) || spec.action_id, "data-action-id": spec.action_id, "data-testid": "input" });
  const initial = kept(place, block, spec, spec.initial_date_time);
  if (initial) made.value = new Date(initial * 1000 + offset(initial * 1000, zone)).toISOString().slice(0, 16);
  made.addEventListener("change", () => {
    const local = Date.parse(`${made.value}Z`);
    const guess = local - offset(local, zone);
    changed(spec, block, place, Number.isNaN(local) ? null : (local - offset(guess, zone)) / 1000);
  });
  return made;
}

function offset(at, zone) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${parts.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

export function richInput(spec, block, place) {
  const attributes = { class: "control", rows: 4, placeholder: plain(spec.placeholder), "aria-label": plain(block.label) || spec.action_id, "data-testid": "input", "data-action-id": spec.action_id };
  const made = el("textarea", attributes);
  const initial = kept(place, block, spec, null);
  if (typeof initial === "string") made.value = initial;
  made.addEventListener("input", () => keep(place, block, spec, made.value));
  return made;
}

export function files(spec, block, place) {
  const list = el("ul", { class: "chosen-files" });
  const accept = (spec.filetypes ?? []).map((each) => `.${each}`).join(",") || null;
  const input = el("input", { type: "file", class: "control", multiple: spec.max_files !== 1, accept, "aria-label": plain(block.label), "data-testid": "file-input", "data-action-id": spec.action_id });
  const chosen = kept(place, block, spec, null) ?? [];
  const names = place.memory;
  const draw = () => list.replaceChildren(...chosen.map((id) => el("li", {}, names[id] ?? id)));
  input.addEventListener("change", async () => {
    for (const file of input.files) {
      if (chosen.length >= (spec.max_files ?? 10)) {
        toast(`Up to ${spec.max_files ?? 10} files.`);
        break;
      }
      const answer = await uploadFile(file, {});
      if (!answer.ok) continue;
      names[answer.file.id] = answer.file.name;
      chosen.push(answer.file.id);
    }
    input.value = "";
    draw();
    keep(place, block, spec, chosen);
  });
  draw();
  return el("div", {}, input, list);
}
