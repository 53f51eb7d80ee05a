// The list of channels, who is looking, and whether the app is connected.

import { becomePerson } from "./api.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";

export function drawSidebar(state, openId, onOpen) {
  const button = (channel) => placeButton(channel, state, openId, onOpen);
  byId("channels").replaceChildren(...state.channels.filter((each) => !each.is_im).map(button));
  byId("apps").replaceChildren(...state.channels.filter((each) => each.is_im).map(button));
  byId("places").querySelector(".is-open")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function isUnread(channel, state, openId) {
  if (channel.id === openId) return false;
  return channel.messages.some((each) => each.user !== state.me && Number(each.ts) > Number(channel.last_read));
}

function placeButton(channel, state, openId, onOpen) {
  const name = channel.is_im ? state.people[state.bot].name : channel.name;
  const unread = isUnread(channel, state, openId);
  const current = channel.id === openId;
  const attributes = {
    type: "button",
    class: `place${current ? " is-open" : ""}${unread ? " is-unread" : ""}${channel.is_archived ? " is-archived" : ""}`,
    "data-testid": channel.is_im ? "channel-dm" : `channel-${channel.name}`,
    "data-unread": unread ? "true" : null,
    "aria-current": current ? "page" : null,
    tabindex: current ? "0" : "-1",
    onclick: () => onOpen(channel.id),
  };
  const sign = icon(channel.is_im ? "app" : channel.is_private ? "lock" : "hash");
  const kind = channel.is_private ? el("span", { class: "unseen" }, "private ") : null;
  const dot = unread ? el("span", { class: "dot", role: "img", "aria-label": "unread" }) : null;
  return el("li", {}, el("button", attributes, sign, el("span", { class: "name" }, kind, name), dot));
}

// Arrow keys move through the list; Enter opens.
export function followArrows(root) {
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const places = [...root.querySelectorAll(".place")];
    const at = places.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    places[(at + step + places.length) % places.length].focus();
  });
}

export function drawPeople(state) {
  const select = byId("person");
  const people = Object.values(state.people).filter((each) => !each.is_bot);
  select.replaceChildren(...people.map((each) => el("option", { value: each.id, selected: each.id === state.me }, `${each.real_name}${each.is_admin ? " (admin)" : ""}`)));
  select.onchange = () => becomePerson(select.value);
  byId("zone").textContent = state.people[state.me].tz.replaceAll("_", " ");
}

export function drawConnection(count) {
  const line = byId("connection");
  line.classList.toggle("is-open", count > 0);
  line.dataset.connections = String(count);
  line.textContent = count > 0 ? "The app is connected" : "The app is not connected";
}
