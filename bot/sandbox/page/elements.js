// Interactive elements: buttons, menus and inputs.
//
// `place` is where they stand: `press(block, element, answer)` sends a press, `suggest(block, element, value)` loads
// options, `answers` keeps what was put in by block and action, `people` and `channels` fill the menus, `dispatches`
// says whether a choice is sent at once, `memory` keeps the names of what was chosen.

import { changed, initialOf, kept, optionsOf, plain, send } from "./answers.js";
import { el, pictureUrl, safeUrl } from "./dom.js";
import { icon } from "./icons.js";
import { files, moment, richInput, typed } from "./inputs.js";
import { menu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { picker } from "./picker.js";

export function element(spec, block, place) {
  const make = MAKERS[spec.type];
  return make ? make(spec, block, place) : el("em", {}, `(${spec.type} is not shown here)`);
}

function button(spec, block, place) {
  const made = el(
    "button",
    {
      type: "button",
      class: `button ${spec.style ?? ""}`,
      "aria-label": spec.accessibility_label,
      "data-testid": "button",
      "data-action-id": spec.action_id,
    },
    plain(spec.text),
  );
  made.addEventListener("click", () => {
    const url = safeUrl(spec.url ?? "");
    if (url) window.open(url, "_blank", "noopener");
    send(spec, block, place, null, made);
  });
  return made;
}

function feedback(spec, block, place) {
  const group = el("span", { role: "group" });
  for (const side of ["positive", "negative"]) {
    const part = spec[`${side}_button`];
    const made = el(
      "button",
      { type: "button", class: "icon", "aria-label": part.accessibility_label, "aria-pressed": "false", "data-testid": `feedback-${side}`, "data-action-id": spec.action_id },
      icon(side === "positive" ? "up" : "down"),
      plain(part.text),
    );
    made.addEventListener("click", () => {
      for (const each of group.children) each.setAttribute("aria-pressed", String(each === made));
      place.press(block, spec, side);
    });
    group.append(made);
  }
  return group;
}

function iconButton(spec, block, place) {
  const made = el("button", { type: "button", class: "icon", title: plain(spec.text), "aria-label": plain(spec.text), "data-testid": "icon-button", "data-action-id": spec.action_id }, icon("trash"), plain(spec.text));
  made.addEventListener("click", () => send(spec, block, place, null, made));
  return made;
}

function overflow(spec, block, place) {
  const items = spec.options.map((option) => ({
    label: plain(option.text),
    value: option.value,
    act() {
      if (option.url && safeUrl(option.url)) window.open(option.url, "_blank", "noopener");
      send(spec, block, place, option.value);
    },
  }));
  return menu(items, { class: "icon", "aria-label": "More actions", "data-testid": "overflow", "data-action-id": spec.action_id }, icon("dots"));
}

function select(spec, block, place) {
  const initial = kept(place, block, spec, initialOf(spec));
  const option = (each) => el("option", { value: each.value, selected: initial === each.value }, each.label);
  const groups = (spec.option_groups ?? []).map((group) => el("optgroup", { label: plain(group.label) }, ...optionsOf({ ...spec, options: group.options }, place).map(option)));
  const made = el(
    "select",
    { class: "control", "aria-label": plain(block.label) || plain(spec.placeholder) || spec.action_id, "data-testid": "select", "data-action-id": spec.action_id },
    el("option", { value: "" }, plain(spec.placeholder) || "Choose…"),
    ...(groups.length ? groups : optionsOf(spec, place).map(option)),
  );
  made.addEventListener("change", () => changed(spec, block, place, made.value || null));
  return made;
}

function choices(spec, block, place) {
  const many = spec.type === "checkboxes";
  const initial = kept(place, block, spec, initialOf(spec));
  const chosen = new Set(many ? (initial ?? []) : [initial]);
  const group = el("div", { role: many ? "group" : "radiogroup", "aria-label": plain(block.label) || null, "data-action-id": spec.action_id });
  const name = `${block.block_id}-${spec.action_id}`;
  for (const option of spec.options) {
    const text = option.text.type === "mrkdwn" ? mrkdwn(option.text.text, place.names) : [plain(option.text)];
    const input = el("input", { type: many ? "checkbox" : "radio", name, value: option.value, checked: chosen.has(option.value) });
    input.addEventListener("change", () => {
      const values = [...group.querySelectorAll("input:checked")].map((each) => each.value);
      changed(spec, block, place, many ? values : values[0]);
    });
    group.append(el("label", { class: "choice" }, input, " ", ...text, option.description ? el("small", {}, plain(option.description)) : null));
  }
  return group;
}

function accessoryImage(spec) {
  return el("img", { class: "accessory-image", src: pictureUrl(spec), alt: spec.alt_text, loading: "lazy" });
}

const MAKERS = {
  button,
  workflow_button: button,
  feedback_buttons: feedback,
  icon_button: iconButton,
  overflow,
  image: accessoryImage,
  radio_buttons: choices,
  checkboxes: choices,
  plain_text_input: typed("text"),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  number_input: typed("number"),
  datepicker: typed("date"),
  timepicker: typed("time"),
  datetimepicker: moment,
  file_input: files,
  rich_text_input: richInput,
};
for (const kind of ["static", "users", "channels", "conversations"]) {
  MAKERS[`${kind}_select`] = select;
  MAKERS[`multi_${kind}_select`] = picker;
}
MAKERS.external_select = MAKERS.multi_external_select = picker;
