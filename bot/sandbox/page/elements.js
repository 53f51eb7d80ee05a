// Interactive elements: buttons, menus and inputs.
//
// `place` is where they stand: `press(block, element, answer)` sends a press, `answers` keeps what was put in by
// block and action, `people` and `channels` fill the menus, `dispatches` says whether a choice is sent at once.

import { byId, el, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

export function plain(text) {
  return text ? (text.emoji === false ? text.text : withEmoji(text.text)) : "";
}

export function element(spec, block, place) {
  const make = MAKERS[spec.type];
  return make ? make(spec, block, place) : el("em", {}, `(${spec.type} is not shown here)`);
}

export function keep(place, block, spec, answer) {
  place.answers[block.block_id] ??= {};
  place.answers[block.block_id][spec.action_id] = answer;
}

function kept(place, block, spec, initial) {
  const given = place.answers[block.block_id]?.[spec.action_id];
  return given === undefined ? initial : given;
}

// A press is confirmed first where the app asks for it.
async function send(spec, block, place, answer, button) {
  if (spec.confirm && !(await confirmed(spec.confirm, place))) return;
  if (button) button.disabled = true;
  await place.press(block, spec, answer);
  if (button) button.disabled = false;
}

function confirmed(spec, place) {
  const dialog = byId("confirm");
  const style = spec.style === "danger" ? "danger" : "primary";
  const text = spec.text.type === "mrkdwn" ? mrkdwn(spec.text.text, place.names) : [plain(spec.text)];
  dialog.replaceChildren(
    el("header", {}, el("h2", { id: "confirm-title" }, plain(spec.title))),
    el("div", { class: "content mrkdwn" }, ...text),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "button", onclick: () => dialog.close("no") }, plain(spec.deny)),
      el("button", { type: "button", class: `button ${style}`, "data-testid": "confirm-yes", onclick: () => dialog.close("yes") }, plain(spec.confirm)),
    ),
  );
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
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
  const made = el("button", { type: "button", class: "icon", title: plain(spec.text), "aria-label": plain(spec.text), "data-action-id": spec.action_id }, `✕ ${plain(spec.text)}`);
  made.addEventListener("click", () => send(spec, block, place, null, made));
  return made;
}

function overflow(spec, block, place) {
  const list = el("div", { class: "menu-list", role: "menu", hidden: true });
  const opener = el("button", { type: "button", class: "icon", "aria-label": "More actions", "aria-haspopup": "menu", "data-testid": "overflow", "data-action-id": spec.action_id }, "⋯");
  const close = () => (list.hidden = true);
  for (const option of spec.options) {
    const item = el("button", { type: "button", role: "menuitem", "data-value": option.value }, plain(option.text));
    item.addEventListener("click", () => {
      close();
      if (option.url && safeUrl(option.url)) window.open(option.url, "_blank", "noopener");
      send(spec, block, place, option.value);
    });
    list.append(item);
  }
  opener.addEventListener("click", () => {
    list.hidden = !list.hidden;
    if (!list.hidden) list.firstElementChild.focus();
  });
  const menu = el("span", { class: "menu" }, opener, list);
  menu.addEventListener("keydown", (event) => event.key === "Escape" && (close(), opener.focus()));
  menu.addEventListener("focusout", (event) => !menu.contains(event.relatedTarget) && close());
  return menu;
}

function optionsOf(spec, place) {
  const people = () => place.people().map((each) => ({ value: each.id, label: each.real_name }));
  const channels = (all) => place.channels().filter((each) => all || !each.is_im).map((each) => ({ value: each.id, label: each.is_im ? `@${each.name}` : `#${each.name}` }));
  if (spec.type.endsWith("users_select")) return people();
  if (spec.type.endsWith("channels_select")) return channels(false);
  if (spec.type.endsWith("conversations_select")) return channels(true);
  return (spec.options ?? []).map((each) => ({ value: each.value, label: plain(each.text) }));
}

function initialOf(spec) {
  if (spec.initial_option) return spec.initial_option.value;
  if (spec.initial_options) return spec.initial_options.map((each) => each.value);
  const key = Object.keys(spec).find((name) => name.startsWith("initial_"));
  return key ? spec[key] : null;
}

function select(spec, block, place) {
  const many = spec.type.startsWith("multi_");
  const initial = kept(place, block, spec, initialOf(spec));
  const chosen = new Set(many ? (initial ?? []) : [initial]);
  const option = (each) => el("option", { value: each.value, selected: chosen.has(each.value) }, each.label);
  const groups = (spec.option_groups ?? []).map((group) => el("optgroup", { label: plain(group.label) }, ...optionsOf({ ...spec, options: group.options }, place).map(option)));
  const placeholder = many ? null : el("option", { value: "" }, plain(spec.placeholder) || "Choose…");
  const made = el(
    "select",
    { class: "control", multiple: many, "aria-label": plain(spec.placeholder) || spec.action_id, "data-testid": "select", "data-action-id": spec.action_id },
    placeholder,
    ...(groups.length ? groups : optionsOf(spec, place).map(option)),
  );
  made.addEventListener("change", () => {
    const values = [...made.selectedOptions].map((each) => each.value);
    changed(spec, block, place, many ? values : values[0] || null);
  });
  return made;
}

function changed(spec, block, place, answer) {
  keep(place, block, spec, answer);
  if (place.dispatches(block)) send(spec, block, place, answer);
}

function choices(spec, block, place) {
  const many = spec.type === "checkboxes";
  const initial = kept(place, block, spec, initialOf(spec));
  const chosen = new Set(many ? (initial ?? []) : [initial]);
  const group = el("div", { role: many ? "group" : "radiogroup", "data-action-id": spec.action_id });
  for (const option of spec.options) {
    const text = option.text.type === "mrkdwn" ? mrkdwn(option.text.text, place.names) : [plain(option.text)];
    const input = el("input", { type: many ? "checkbox" : "radio", name: spec.action_id, value: option.value, checked: chosen.has(option.value) });
    input.addEventListener("change", () => {
      const values = [...group.querySelectorAll("input:checked")].map((each) => each.value);
      changed(spec, block, place, many ? values : values[0]);
    });
    group.append(el("label", { class: "choice" }, input, " ", ...text, option.description ? el("small", {}, plain(option.description)) : null));
  }
  return group;
}

function typed(kind) {
  return (spec, block, place) => {
    const attributes = {
      class: "control",
      "data-testid": "input",
      "data-action-id": spec.action_id,
      placeholder: plain(spec.placeholder),
      "aria-label": plain(block.label) || plain(spec.placeholder),
      maxlength: spec.max_length,
      step: spec.is_decimal_allowed ? "any" : null,
    };
    const made = spec.multiline ? el("textarea", { ...attributes, rows: 4 }) : el("input", { ...attributes, type: kind });
    made.value = kept(place, block, spec, initialOf(spec)) ?? "";
    made.addEventListener("input", () => keep(place, block, spec, made.value));
    const config = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
    if (place.dispatches(block)) {
      made.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || spec.multiline || !config.includes("on_enter_pressed")) return;
        event.preventDefault();
        send(spec, block, place, made.value);
      });
      if (kind !== "text" || config.includes("on_character_entered")) made.addEventListener("change", () => send(spec, block, place, made.value));
    }
    return made;
  };
}

function moment(spec, block, place) {
  const local = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 16);
  const made = el("input", { type: "datetime-local", class: "control", "data-action-id": spec.action_id, "data-testid": "input" });
  const initial = kept(place, block, spec, spec.initial_date_time);
  if (initial) made.value = local(initial);
  made.addEventListener("change", () => changed(spec, block, place, Date.parse(`${made.value}Z`) / 1000));
  return made;
}

function accessoryImage(spec) {
  const src = safeUrl(spec.image_url ?? "");
  return el("img", { class: "accessory-image", src, alt: spec.alt_text, loading: "lazy" });
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
};
for (const kind of ["static", "users", "channels", "conversations"]) {
  MAKERS[`${kind}_select`] = select;
  MAKERS[`multi_${kind}_select`] = select;
}
