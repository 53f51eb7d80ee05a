// rich_text blocks → nodes.

import { el, link } from "./dom.js";
import { emoji } from "./emoji.js";

export function richText(block, names) {
  return el("div", { class: "rich-text" }, ...block.elements.map((part) => container(part, names)));
}

function container(part, names) {
  const leaves = () => part.elements.map((item) => leaf(item, names));
  switch (part.type) {
    case "rich_text_list":
      return el(
        part.style === "ordered" ? "ol" : "ul",
        { class: `rich-list ${part.style} indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : null },
        ...part.elements.map((item) => el("li", {}, ...item.elements.map((each) => leaf(each, names)))),
      );
    case "rich_text_quote":
      return el("blockquote", {}, ...leaves());
    case "rich_text_preformatted":
      return el("pre", {}, ...leaves());
    default:
      return el("div", { class: "mrkdwn" }, ...leaves());
  }
}

function leaf(item, names) {
  return styled(content(item, names), item.style);
}

function content(item, names) {
  switch (item.type) {
    case "text":
      return item.text;
    case "link":
      return link(item.url, item.text || item.url);
    case "emoji":
      return emoji(item.name);
    case "user":
      return el("span", { class: "mention" }, `@${names.person(item.user_id)}`);
    case "channel":
      return el("span", { class: "mention" }, `#${names.channel(item.channel_id)}`);
    case "broadcast":
      return el("span", { class: "mention" }, `@${item.range}`);
    case "date":
      return item.fallback ?? new Date(item.timestamp * 1000).toUTCString();
    default:
      return item.text ?? "";
  }
}

function styled(node, style = {}) {
  const tags = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u" };
  return Object.entries(tags).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}
