// The page: keeps what the server tells, and draws the open conversation, its thread, modals and the Home tab.

import { act, follow, loadState, mode } from "./api.js";
import { drawHead } from "./channel.js";
import { Composer } from "./composer.js";
import { byId, el, reveal } from "./dom.js";
import { day, messageNode } from "./messages.js";
import { drawConnection, drawPeople, drawSidebar, followArrows } from "./sidebar.js";
import { Thread } from "./thread.js";
import { showHome, showModal } from "./views.js";
import { openWorkspace } from "./workspace.js";

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
  me: () => state.me,
  shortcuts: () => state.shortcuts,
  zone: () => state.people[state.me].tz,
  openThread,
};

const main = new Composer(byId("composer"), {
  testid: "message",
  dropOn: byId("conversation"),
  commands: () => state.commands,
  shortcuts: () => state.global_shortcuts,
  target: () => {
    const channel = channelOf(open.channel);
    return { channel: open.channel, label: `Message ${channel.is_im ? state.people[state.bot].name : `#${channel.name}`}` };
  },
});
const side = new Composer(byId("thread-composer"), {
  testid: "thread",
  dropOn: byId("thread"),
  commands: () => [],
  target: () => ({ channel: open.channel, thread_ts: open.thread, label: "Reply…" }),
});
const thread = new Thread({ open: () => open, world, composer: side, onLeave: () => main.focus() });

const drawPlaces = () => drawSidebar(state, open.channel, openChannel);

// The open conversation

function openChannel(id, tab = "messages") {
  thread.close();
  const channel = channelOf(id);
  if (channel.is_im && (open.channel !== id || open.tab !== tab)) act("home", { tab });
  open = { channel: id, tab, thread: "" };
  const hash = channel.is_im ? "dm" : channel.name;
  if (!state.preview) history.replaceState(null, "", `/${location.search}#${hash}`);
  draw();
  if (tab !== "home") main.focus();
}

function draw() {
  const channel = channelOf(open.channel);
  const onHome = channel.is_im && open.tab === "home";
  drawHead(channel, state, open.tab, (tab) => openChannel(channel.id, tab));
  byId("home").hidden = !onHome;
  byId("messages").hidden = onHome;
  byId("composer").hidden = onHome || channel.is_archived || state.preview;
  main.relabel();
  drawMessages();
  markRead();
  drawPlaces();
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

function openThread(channelId, ts) {
  open = { ...open, channel: channelId, thread: ts };
  thread.show(channelOf(channelId));
}

// A link to a message (/archives/CHANNEL/pTS) opens its channel, and its thread where it stands in one.
function followLink() {
  const match = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(location.pathname);
  const channel = match && channelOf(match[1]);
  if (!channel) return;
  const ts = `${match[2]}.${match[3]}`;
  const parent = new URLSearchParams(location.search).get("thread_ts");
  open = { channel: channel.id, tab: "messages", thread: "" };
  draw();
  if (parent) openThread(channel.id, parent);
  const node = document.querySelector(`${parent ? "#thread" : "#messages"} [data-ts="${ts}"]`);
  node?.classList.add("is-linked");
  node?.scrollIntoView({ block: "start" });
}

// What the server tells

function onMessage(change) {
  const channel = channelOf(change.channel);
  const { message } = change;
  if (!channel || (message._to && message._to !== state.me)) return;
  if (channel.messages.some((each) => each.ts === message.ts)) return;
  channel.messages.push(message);
  if (channel.id !== open.channel) return drawPlaces();
  if (message.thread_ts && message.thread_ts !== message.ts) {
    if (message.thread_ts === open.thread) thread.draw(channel);
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
  if (open.thread) thread.draw(channel);
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
    if (!channelOf(open.channel)) openChannel(state.channels[0].id);
    else if (channelOf(awaited)) openChannel(awaited);
    else draw();
    awaited = "";
  },
  people: ({ people }) => {
    state.people = people;
    drawPeople(state);
    draw();
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
  mode.preview = state.preview;
  byId("team-name").textContent = state.preview ? "Preview" : state.team;
  document.body.classList.toggle("is-preview", state.preview);
  drawPeople(state);
  drawConnection(state.connections);
  const wanted = location.hash.slice(1);
  const first = state.channels.find((each) => (each.is_im ? "dm" : each.name) === wanted) ?? state.channels[0];
  if (!channelOf(open.channel)) open = { channel: first.id, tab: "messages", thread: "" };
  if (!channelOf(open.channel).messages.some((each) => each.ts === open.thread)) thread.close();
  draw();
  showModal(state.modal, state.depth, world);
  showHome(state.home, world);
  const missed = waiting;
  waiting = null;
  missed.forEach(onChange);
  if (!document.body.dataset.ready) {
    main.focus();
    followLink();
  }
  document.body.dataset.ready = "true";
}

byId("new-channel").addEventListener("submit", async (event) => {
  event.preventDefault();
  const input = byId("new-channel-name");
  const name = input.value.trim().replace(/^#/, "");
  const answer = await act("create", { name, is_private: byId("new-channel-private").checked });
  if (!answer.ok) return;
  input.value = "";
  if (channelOf(answer.channel)) openChannel(answer.channel);
  else awaited = answer.channel;
});
byId("invite-button").addEventListener("click", () => act("invite", { channel: open.channel }));
byId("unarchive-button").addEventListener("click", () => act("archive", { channel: open.channel, archived: false }));
byId("workspace-open").addEventListener("click", openWorkspace);
followArrows(byId("places"));

follow(onChange, begin);
