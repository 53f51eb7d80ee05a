// What was put into elements, and sending it. `place` is described in elements.js.

import { byId, el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

export function plain(text) {
  return text ? (text.emoji === false ? text.text : withEmoji(text.text)) : "";
}

export function keep(place, block, spec, answer) {
  place.answers[block.block_id] ??= {};
  place.answers[block.block_id][spec.action_id] = answer;
}

export function kept(place, block, spec, initial) {
  const given = place.answers[block.block_id]?.[spec.action_id];
  return given === undefined ? initial : given;
}

// A press is confirmed first where the app asks for it.
export async function send(spec, block, place, answer, button) {
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

export function changed(spec, block, place, answer) {
  keep(place, block, spec, answer);
  if (place.dispatches(block)) send(spec, block, place, answer);
}

export function optionsOf(spec, place) {
  const people = () => place.people().map((each) => ({ value: each.id, label: each.real_name }));
  const channels = (all) => place.channels().filter((each) => all || !each.is_im).map((each) => ({ value: each.id, label: each.is_im ? `@${each.name}` : `#${each.name}` }));
  if (spec.type.endsWith("users_select")) return people();
  if (spec.type.endsWith("channels_select")) return channels(false);
  if (spec.type.endsWith("conversations_select")) return channels(true);
  return (spec.options ?? []).map((each) => ({ value: each.value, label: plain(each.text) }));
}

export function initialOf(spec) {
  if (spec.initial_option) return spec.initial_option.value;
  if (spec.initial_options) return spec.initial_options.map((each) => each.value);
  const key = Object.keys(spec).find((name) => name.startsWith("initial_"));
  return key ? spec[key] : null;
}
