// The head of a conversation: its name, tabs, who is in it and what can be done with it.

import { act } from "./api.js";
import { byId, el } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";

export function drawHead(channel, state, tab, onTab) {
  const bot = state.people[state.bot].name;
  byId("conversation-name").replaceChildren(icon(channel.is_im ? "app" : channel.is_private ? "lock" : "hash"), channel.is_im ? bot : channel.name);
  byId("conversation-purpose").textContent = channel.is_im ? "Direct messages with the app" : (channel.purpose?.value ?? "");
  drawTabs(channel, tab, onTab);
  byId("invite").hidden = channel.is_im || channel.has_bot || channel.is_archived || state.preview;
  byId("invite-text").textContent = `${bot} is not in #${channel.name}.`;
  byId("archived").hidden = !channel.is_archived;
  byId("channel-menu").replaceChildren(...(channel.is_im || state.preview ? [] : [channelMenu(channel, state)]));
}

function drawTabs(channel, open, onTab) {
  const tabs = byId("tabs");
  tabs.hidden = !channel.is_im;
  const names = [
    ["home", "Home"],
    ["messages", "Messages"],
  ];
  const focused = tabs.contains(document.activeElement);
  tabs.replaceChildren(
    ...names.map(([name, label]) =>
      el("button", { type: "button", role: "tab", "data-testid": `tab-${name}`, "aria-selected": String(open === name), "aria-controls": name, tabindex: open === name ? "0" : "-1", onclick: () => onTab(name) }, label),
    ),
  );
  tabs.onkeydown = (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") onTab(open === "home" ? "messages" : "home");
  };
  if (focused) tabs.querySelector('[aria-selected="true"]').focus();
}

function channelMenu(channel, state) {
  const bot = state.people[state.bot].name;
  const at = { channel: channel.id };
  const others = Object.values(state.people).filter((each) => !each.is_bot && each.id !== state.me);
  const items = [];
  if (channel.is_archived) {
    items.push({ label: "Bring back from the archive", act: () => act("archive", { ...at, archived: false }), testid: "unarchive" });
  } else {
    items.push(
      channel.has_bot
        ? { label: `Remove ${bot}`, act: () => act("remove", at), testid: "remove-bot" }
        : { label: `Add ${bot}`, act: () => act("invite", at), testid: "add-bot" },
      ...others.map((each) =>
        channel.members.includes(each.id)
          ? { label: `Remove ${each.real_name}`, act: () => act("remove", { ...at, user: each.id }) }
          : { label: `Add ${each.real_name}`, act: () => act("invite", { ...at, user: each.id }) },
      ),
      { label: "Archive the channel", act: () => act("archive", at), testid: "archive" },
    );
  }
  const count = channel.members.length;
  const label = `${count} ${count === 1 ? "member" : "members"}`;
  return menu(items, { class: "icon members", "aria-label": `${label}; what can be done with this channel`, "data-testid": "channel-menu" }, label, icon("dots"));
}
