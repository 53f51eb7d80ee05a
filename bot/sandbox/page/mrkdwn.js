// Slack's mrkdwn → nodes: bold, italic, strike, code, links, mentions, quotes, emoji.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";

const SPANS = new RegExp(
  [
    "```([\\s\\S]+?)```",
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]*[^*\\s])\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^_\\n]*[^_\\s])_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]*[^~\\s])~(?![\\w~])",
    ":([a-z0-9_+-]{1,40}):",
  ].join("|"),
  "g",
);

export function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

// `names` has `person(id)` and `channel(id)`.
export function mrkdwn(text, names) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(el("blockquote", {}, ...spans(quoted.join("\n"), names)));
    quoted = [];
  };
  let plain = [];
  const flushPlain = () => {
    if (plain.length) nodes.push(...spans(plain.join("\n"), names));
    plain = [];
  };
  for (const part of splitFences(text)) {
    if (part.fence) {
      flush();
      plain.push(part.text);
      continue;
    }
    for (const line of part.text.split("\n")) {
      const quote = /^&gt; ?(.*)$/.exec(line);
      if (quote) {
        flushPlain();
        quoted.push(quote[1]);
      } else {
        flush();
        plain.push(line);
      }
    }
  }
  flush();
  flushPlain();
  return nodes;
}

function splitFences(text) {
  return text
    .split(/(```[\s\S]+?```)/)
    .filter(Boolean)
    .map((part) => ({ text: part, fence: part.startsWith("```") && part.length > 6 }));
}

function spans(text, names) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(SPANS)) {
    nodes.push(unescape(text.slice(end, match.index)));
    nodes.push(span(match, names));
    end = match.index + match[0].length;
  }
  nodes.push(unescape(text.slice(end)));
  return nodes;
}

function span(match, names) {
  const [, fence, code, angle, bold, italic, strike, name] = match;
  if (fence !== undefined) return el("pre", {}, unescape(fence.replace(/^\n|\n$/g, "")));
  if (code !== undefined) return el("code", {}, unescape(code));
  if (angle !== undefined) return reference(angle, names);
  if (bold !== undefined) return el("strong", {}, ...spans(bold, names));
  if (italic !== undefined) return el("em", {}, ...spans(italic, names));
  if (strike !== undefined) return el("s", {}, ...spans(strike, names));
  return emoji(name);
}

function reference(angle, names) {
  const [target, label] = angle.split(/\|(.*)/s);
  if (target.startsWith("@")) return el("span", { class: "mention" }, `@${names.person(target.slice(1))}`);
  if (target.startsWith("#")) return el("span", { class: "mention" }, `#${label || names.channel(target.slice(1))}`);
  if (target.startsWith("!date^")) return unescape(label || dateText(target));
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${target.slice(1).split("^")[0]}`);
  return link(unescape(target), unescape(label || target));
}

function dateText(target) {
  const seconds = Number(target.split("^")[1]);
  return new Date(seconds * 1000).toUTCString();
}
