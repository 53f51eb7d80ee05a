// One message: who, when, what, and what can be done with it.

import { act, fileUrl } from "./api.js";
import { blocks } from "./blocks.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { mrkdwn, unescape } from "./mrkdwn.js";

const NOTICES = new Set(["channel_join", "channel_leave"]);

export function time(ts, zone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(ts * 1000);
}

export function day(ts, zone) {
  const format = { weekday: "long", day: "numeric", month: "long", timeZone: zone };
  return new Intl.DateTimeFormat("en-GB", format).format(ts * 1000);
}

// `view` knows people, channels, the time zone, shortcuts, and opens threads.
export function messageNode(message, channel, view, { inThread = false } = {}) {
  const author = authorOf(message, view);
  const node = el(
    "article",
    {
      class: `message${message.is_ephemeral ? " is-private" : ""}${NOTICES.has(message.subtype) ? " is-notice" : ""}`,
      "data-testid": "message",
      "data-ts": message.ts,
      "data-ephemeral": message.is_ephemeral ? "true" : null,
      "aria-label": `${author.name}, ${time(message.ts, view.zone())}`,
    },
    el("div", { class: `avatar ${author.kind}`, "aria-hidden": "true" }, author.name[0].toUpperCase()),
  );
  const body = el("div", { class: "body" }, head(message, author, view), ...content(message, channel, view));
  if (message.reactions?.length) body.append(...message.reactions.map((each) => el("span", { class: "reaction" }, `${emoji(each.name)} ${each.count}`)));
  if (message.reply_count && !inThread) body.append(replies(message, channel, view));
  node.append(body);
  if (message.is_ephemeral) node.append(dismissal(message, channel));
  if (!message.is_ephemeral && !NOTICES.has(message.subtype)) node.append(tools(message, channel, view, inThread));
  return node;
}

function authorOf(message, view) {
  const person = view.person(message.user);
  if (!person) return { name: "Local workspace", kind: "is-workspace", badge: "" };
  return { name: person.is_bot ? person.name : person.real_name, kind: person.is_bot ? "is-bot" : "", badge: person.is_bot ? "APP" : "" };
}

function head(message, author, view) {
  return el(
    "div",
    { class: "head" },
    el("span", { class: "author" }, author.name),
    author.badge ? el("span", { class: "badge" }, author.badge) : null,
    el("time", { class: "time", title: day(message.ts, view.zone()) }, time(message.ts, view.zone())),
    message.is_ephemeral ? el("span", { class: "only-you", "data-testid": "only-you" }, icon("eye"), "Only visible to you") : null,
  );
}

function content(message, channel, view) {
  const place = placeOf(message, channel, view);
  const nodes = [];
  if (message.blocks?.length) nodes.push(...blocks(message.blocks, place));
  else if (message.text) nodes.push(el("div", { class: "mrkdwn", "data-testid": "message-text" }, ...mrkdwn(message.text, view.names)));
  for (const attachment of message.attachments ?? []) nodes.push(attached(attachment, place, view));
  if (message.files?.length) nodes.push(el("div", { class: "files" }, ...message.files.map(fileCard)));
  if (message.edited) nodes.push(el("span", { class: "edited" }, "(edited)"));
  return nodes;
}

function fileCard(file) {
  const href = fileUrl(file.id);
  const name = file.title || file.name;
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${Math.round(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  const attributes = { class: "file", href, target: "_blank", rel: "noopener", "data-testid": "file", download: file.name };
  const words = el("span", {}, el("b", {}, name), el("small", {}, `${file.pretty_type || "File"} · ${size}`));
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype)) return el("a", attributes, icon("file"), words);
  return el("a", { ...attributes, class: "file is-picture", download: null }, words, el("img", { src: href, alt: file.alt_txt || name, loading: "lazy" }));
}

function attached(attachment, place, view) {
  const inner = attachment.blocks ? blocks(attachment.blocks, place) : mrkdwn(attachment.text ?? attachment.fallback ?? "", view.names);
  return el("div", { class: "attachment" }, ...inner);
}

function placeOf(message, channel, view) {
  const answers = {};
  const at = { channel: channel.id, ts: message.ts };
  return {
    answers,
    names: view.names,
    people: view.people,
    channels: view.channels,
    zone: view.zone,
    memory: {},
    dispatches: () => true,
    press: (block, spec, answer) => act("press", { ...at, block_id: block.block_id, action_id: spec.action_id, answer, state: answers }),
    suggest: (block, spec, value) => act("suggest", { ...at, block_id: block.block_id, action_id: spec.action_id, value }),
  };
}

function replies(message, channel, view) {
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = message.latest_reply ? `Last reply ${time(message.latest_reply, view.zone())}` : "";
  const open = () => view.openThread(channel.id, message.ts);
  return el("button", { type: "button", class: "replies", "data-testid": "replies", onclick: open }, count, el("span", { class: "last" }, last));
}

function dismissal(message, channel) {
  const away = () => act("delete", { channel: channel.id, ts: message.ts });
  return el("div", { class: "tools" }, el("button", { type: "button", "data-testid": "dismiss", onclick: away }, icon("cross"), "Dismiss"));
}

// A person's own message can be changed where it stands.
function edit(message, channel) {
  const node = document.querySelector(`.messages [data-ts="${message.ts}"] [data-testid="message-text"]`);
  if (!node) return;
  const input = el("input", { class: "control edit", value: unescape(message.text.replace(/<(https?:[^>|]+)>/g, "$1")), "aria-label": "Edit the message", "data-testid": "edit-box" });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") act("edit", { channel: channel.id, ts: message.ts, text: input.value });
    if (event.key === "Escape") input.replaceWith(node);
  });
  node.replaceWith(input);
  input.focus();
}

function tools(message, channel, view, inThread) {
  const bar = el("div", { class: "tools" });
  if (!inThread) {
    const open = () => view.openThread(channel.id, message.thread_ts ?? message.ts);
    bar.append(el("button", { type: "button", "data-testid": "reply-in-thread", onclick: open }, icon("reply"), "Reply in thread"));
  }
  if (message.user === view.me()) {
    const remove = () => act("delete", { channel: channel.id, ts: message.ts });
    bar.append(el("button", { type: "button", "data-testid": "edit", onclick: () => edit(message, channel) }, "Edit"));
    bar.append(el("button", { type: "button", "data-testid": "delete", "aria-label": "Delete the message", onclick: remove }, icon("trash")));
  }
  for (const shortcut of view.shortcuts()) {
    const use = () => act("shortcut", { channel: channel.id, ts: message.ts, callback_id: shortcut.callback_id });
    bar.append(el("button", { type: "button", "data-testid": "shortcut", onclick: use }, shortcut.name));
  }
  return bar;
}
