// The list of channels, and whether the app is connected.

import { byId, el } from "./dom.js";

export function drawSidebar(state, openId, onOpen) {
  const button = (channel) => placeButton(channel, state, openId, onOpen);
  byId("channels").replaceChildren(...state.channels.filter((each) => !each.is_im).map(button));
  byId("apps").replaceChildren(...state.channels.filter((each) => each.is_im).map(button));
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
    class: `place${current ? " is-open" : ""}${unread ? " is-unread" : ""}`,
    "data-testid": channel.is_im ? "channel-dm" : `channel-${channel.name}`,
    "data-unread": unread ? "true" : null,
    "aria-current": current ? "page" : null,
    onclick: () => onOpen(channel.id),
  };
  const sign = channel.is_im ? "◆" : channel.is_private ? "🔒" : "#";
  const dot = unread ? el("span", { class: "dot", role: "img", "aria-label": "unread" }) : null;
  return el("li", {}, el("button", attributes, el("span", { class: "name" }, `${sign} ${name}`), dot));
}

export function drawConnection(count) {
  const line = byId("connection");
  line.classList.toggle("is-open", count > 0);
  line.dataset.connections = String(count);
  line.textContent = count > 0 ? "The app is connected" : "The app is not connected";
}
