// What the operator does behind Slack's back: people, events, the app's end, faults.

import { act } from "./api.js";
import { byId, el, toast } from "./dom.js";
import { icon } from "./icons.js";

const FAULTS = {
  rate_limit: "The next post is rate limited (429)",
  server_error: "The next post fails (500)",
  drop_after: "The next post is done, and its answer lost",
  delay: "The next post takes two seconds",
  disconnect: "The connection to the app breaks",
  refuse_charts: "Charts are refused in ephemeral messages",
};
const EVENTS = ["tokens_revoked", "app_uninstalled", "link_shared", "channel_rename", "team_join", "user_change"];

export function openWorkspace() {
  const dialog = byId("workspace");
  dialog.replaceChildren(
    el("header", {}, el("h2", { id: "workspace-title" }, "Workspace"), el("button", { type: "button", class: "plain", "aria-label": "Close", "data-testid": "workspace-close", onclick: () => dialog.close() }, icon("cross"))),
    el("div", { class: "content" }, people(), events(), installation(), faults()),
  );
  dialog.showModal();
}

async function done(answer, sentence) {
  if (answer.ok) toast(sentence);
}

function part(title, about, ...children) {
  const form = el("form", { class: "part", autocomplete: "off" }, el("h3", {}, title), el("p", {}, about), ...children);
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}

function people() {
  const name = el("input", { class: "control", "aria-label": "Name of a new person", placeholder: "ana", "data-testid": "new-person-name" });
  const zone = el("input", { class: "control", "aria-label": "Time zone", value: "Europe/Paris", "data-testid": "new-person-zone" });
  const admin = el("input", { type: "checkbox" });
  const add = async () => done(await act("person", { name: name.value, timezone: zone.value, is_admin: admin.checked }), `${name.value} has joined #general.`);
  const button = el("button", { type: "submit", class: "button", "data-testid": "new-person-add", onclick: add }, "Add");
  return part("People", "Somebody new, with a time zone of their own.", el("div", { class: "row" }, name, zone, el("label", {}, admin, " admin"), button));
}

function events() {
  const body = el("textarea", { class: "control", rows: 3, "aria-label": "Event as JSON", spellcheck: "false", "data-testid": "event-body" });
  const kind = el("select", { class: "control", "aria-label": "Type of event" }, ...EVENTS.map((each) => el("option", {}, each)));
  const fill = () => (body.value = JSON.stringify({ type: kind.value }, null, 1));
  kind.addEventListener("change", fill);
  fill();
  const send = async () => {
    try {
      done(await act("event", { event: JSON.parse(body.value) }), "Sent.");
    } catch {
      toast("That is no JSON.");
    }
  };
  return part("Events", "Any event, sent to the app as it is.", el("div", { class: "row" }, kind, el("button", { type: "submit", class: "button", "data-testid": "event-send", onclick: send }, "Send")), body);
}

function installation() {
  const end = (order) => async () => done(await act("uninstall", { order }), "The app is uninstalled; its token has ended.");
  const button = (label, order) => el("button", { type: "button", class: "button danger", "data-testid": `uninstall-${order}`, onclick: end(order) }, label);
  return part("The app", "Uninstalled, with its two events in either order.", el("div", { class: "row" }, button("Tokens first", "tokens_first"), button("App first", "app_first")));
}

function faults() {
  const kind = el("select", { class: "control", "aria-label": "What goes wrong", "data-testid": "fault-kind" }, ...Object.entries(FAULTS).map(([value, label]) => el("option", { value }, label)));
  const strike = async () => done(await act("fault", { kind: kind.value }), FAULTS[kind.value]);
  return part("Faults", "What goes wrong at Slack, too.", el("div", { class: "row" }, kind, el("button", { type: "submit", class: "button", "data-testid": "fault-strike", onclick: strike }, "Go")));
}
