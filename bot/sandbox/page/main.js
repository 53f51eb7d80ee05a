// The page: keeps what the server tells, and draws the open conversation, its thread, modals and the Home tab.

import { act, follow, loadState } from "./api.js";
import { Composer } from "./composer.js";
import { byId, el, reveal } from "./dom.js";
import { day, messageNode } from "./messages.js";
import { drawConnection, drawSidebar } from "./sidebar.js";
import { showHome, showModal } from "./views.js";

let state = null;
let open = { channel: "", tab: "messages", thread: "" };
let awaited = ""; // a channel just made, to be opened when the server tells of it

const channelOf = (id) => state.channels.find((each) => each.id === id);
const world = {
  names: {
    person: (id) => state.people[id]?.name ?? id,
    channel: (id) => channelOf(id)?.name ?? id,
  },
  person: (id) => state.people[id],
  people: () => Object.values(state.people),
  channels: () => state.channels,
  shortcuts: () => state.shortcuts,
  zone: () => state.people[state.me].tz,
  openThread,
};

const main = new Composer(byId("composer"), {
  testid: "message",
  commands: () => state.commands,
  target: () => {
    const channel = channelOf(open.channel);
    return { channel: open.channel, label: `Message ${channel.is_im ? state.people[state.bot].name : `#${channel.name}`}` };
  },
});
const side = new Composer(byId("thread-composer"), {
  testid: "thread",
  commands: () => [],
  target: () => ({ channel: open.channel, thread_ts: open.thread, label: "Reply…" }),
});

const drawPlaces = () => drawSidebar(state, open.channel, openChannel);

// The open conversation

function openChannel(id, tab = "messages") {
  open = { channel: id, tab, thread: "" };
  location.hash = channelOf(id).is_im ? "dm" : channelOf(id).name;
  closeThread();
  draw();
  main.focus();
  if (tab === "home") act("home");
}

function draw() {
  const channel = channelOf(open.channel);
  const onHome = channel.is_im && open.tab === "home";
  byId("conversation-name").textContent = channel.is_im ? state.people[state.bot].name : `# ${channel.name}`;
  byId("conversation-purpose").textContent = channel.is_im ? "Direct messages with the app" : (channel.purpose?.value ?? "");
  drawTabs(channel);
  byId("invite").hidden = channel.is_im || channel.has_bot;
  byId("invite-text").textContent = `${state.people[state.bot].name} is not in #${channel.name}.`;
  byId("home").hidden = !onHome;
  byId("messages").hidden = onHome;
  byId("composer").hidden = onHome;
  main.relabel();
  drawMessages();
  markRead();
  drawPlaces();
}

function drawTabs(channel) {
  const tabs = byId("tabs");
  tabs.hidden = !channel.is_im;
  const tab = (name, label) =>
    el("button", { type: "button", role: "tab", "data-testid": `tab-${name}`, "aria-selected": String(open.tab === name), onclick: () => openChannel(channel.id, name) }, label);
  tabs.replaceChildren(tab("home", "Home"), tab("messages", "Messages"));
}

function shown(channel) {
  return channel.messages.filter((each) => !each.thread_ts || each.thread_ts === each.ts);
}

function drawMessages() {
  const channel = channelOf(open.channel);
  const list = byId("messages");
  list.replaceChildren();
  let last = "";
  for (const message of shown(channel)) {
    const date = day(message.ts, world.zone());
    if (date !== last) list.append(el("div", { class: "day" }, date));
    last = date;
    list.append(messageNode(message, channel, world));
  }
  list.dataset.day = last;
  if (!list.children.length) list.append(el("p", { class: "empty" }, "Nothing here yet. Type / to see what the app can do."));
  list.scrollTop = list.scrollHeight;
}

function markRead() {
  const channel = channelOf(open.channel);
  const ts = channel.messages.at(-1)?.ts;
  if (!ts || Number(ts) <= Number(channel.last_read)) return;
  channel.last_read = ts;
  act("read", { channel: channel.id, ts });
}

// The thread

function openThread(channelId, ts) {
  open = { ...open, channel: channelId, thread: ts };
  byId("thread").hidden = false;
  byId("thread-place").textContent = `# ${channelOf(channelId).name}`;
  side.relabel();
  drawThread({ fresh: true });
  side.focus();
}

function drawThread({ fresh = false } = {}) {
  const channel = channelOf(open.channel);
  const inThread = channel.messages.filter((each) => each.ts === open.thread || each.thread_ts === open.thread);
  const list = byId("thread-messages");
  list.replaceChildren(...inThread.map((each) => messageNode(each, channel, world, { inThread: true })));
  list.scrollTop = fresh ? 0 : list.scrollHeight;
}

function closeThread() {
  open.thread = "";
  byId("thread").hidden = true;
  byId("thread-messages").replaceChildren();
}

function leaveThread() {
  const opener = byId("messages").querySelector(`[data-ts="${open.thread}"] .replies`);
  closeThread();
  if (opener) opener.focus();
  else main.focus();
}

byId("thread-close").addEventListener("click", leaveThread);
byId("thread").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) leaveThread();
});

// What the server tells

function onMessage(change) {
  const channel = channelOf(change.channel);
  const { message } = change;
  if (!channel || (message._to && message._to !== state.me)) return;
  if (channel.messages.some((each) => each.ts === message.ts)) return;
  channel.messages.push(message);
  if (channel.id !== open.channel) return drawPlaces();
  if (message.thread_ts && message.thread_ts !== message.ts) {
    if (message.thread_ts === open.thread) drawThread();
  } else {
    appendMessage(message, channel);
  }
  markRead();
}

function appendMessage(message, channel) {
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  list.querySelector(".empty")?.remove();
  const date = day(message.ts, world.zone());
  if (date !== list.dataset.day) list.append(el("div", { class: "day" }, date));
  list.dataset.day = date;
  const node = messageNode(message, channel, world);
  list.append(node);
  if (atEnd || message.is_ephemeral || message.user === state.me) reveal(list, node);
}

function onMessageChanged({ channel: id, message }) {
  const channel = channelOf(id);
  const index = channel?.messages.findIndex((each) => each.ts === message.ts) ?? -1;
  if (index < 0) return;
  channel.messages[index] = message;
  if (id !== open.channel) return;
  const old = byId("messages").querySelector(`[data-ts="${message.ts}"]`);
  old?.replaceWith(messageNode(message, channel, world));
  if (open.thread) drawThread();
}

function onMessageDeleted({ channel: id, ts }) {
  const channel = channelOf(id);
  channel.messages = channel.messages.filter((each) => each.ts !== ts);
  if (id !== open.channel) return;
  for (const node of document.querySelectorAll(`[data-ts="${ts}"]`)) node.remove();
}

const HANDLERS = {
  message: onMessage,
  message_changed: onMessageChanged,
  message_deleted: onMessageDeleted,
  connections: ({ count }) => drawConnection(count),
  modal: ({ view, depth }) => showModal(view, depth, world),
  home: ({ view }) => showHome(view, world),
  channels: ({ channels }) => {
    state.channels = channels;
    if (channelOf(awaited)) openChannel(awaited);
    else draw();
    awaited = "";
  },
};

// Beginning, and beginning again after the server was away. Changes that arrive while the state is being
// fetched wait, so that none is lost; those that the state already holds are recognised by their ts.

let waiting = [];

function onChange(change) {
  if (waiting) waiting.push(change);
  else HANDLERS[change.type]?.(change);
}

async function begin() {
  waiting ??= [];
  state = await loadState();
  byId("team-name").textContent = state.team;
  drawConnection(state.connections);
  const wanted = location.hash.slice(1);
  const first = state.channels.find((each) => (each.is_im ? "dm" : each.name) === wanted) ?? state.channels[0];
  if (!channelOf(open.channel)) open = { channel: first.id, tab: "messages", thread: "" };
  if (!channelOf(open.channel).messages.some((each) => each.ts === open.thread)) closeThread();
  draw();
  showModal(state.modal, state.depth, world);
  showHome(state.home, world);
  const missed = waiting;
  waiting = null;
  missed.forEach(onChange);
  if (!document.body.dataset.ready) main.focus();
  document.body.dataset.ready = "true";
}

byId("new-channel").addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = byId("new-channel-name");
  const answer = await act("create", { name: input.value.trim().replace(/^#/, "") });
  if (!answer.ok) return;
  input.value = "";
  if (channelOf(answer.channel)) openChannel(answer.channel);
  else awaited = answer.channel;
});
byId("invite-button").addEventListener("click", () => act("invite", { channel: open.channel }));

follow(onChange, begin);
