// Blocks that frame content: cards, carousels, alerts, videos, tasks.

import { plain } from "./answers.js";
import { el, link, pictureUrl, safeUrl } from "./dom.js";
import { element } from "./elements.js";
import { icon } from "./icons.js";
import { richText } from "./richtext.js";
import { image, text } from "./texts.js";

function card(block, place) {
  const line = (part, name) => (part ? el("div", { class: name }, text(part, place)) : null);
  return el(
    "div",
    { class: "card" },
    block.hero_image ? el("div", { class: "hero" }, image(block.hero_image)) : null,
    el("div", { class: "card-head" }, block.icon ? image(block.icon) : null, el("div", {}, line(block.title, "card-title"), line(block.subtitle, "card-subtitle"))),
    line(block.body, "card-body"),
    block.actions ? el("div", { class: "card-actions" }, ...block.actions.map((each) => element(each, block, place))) : null,
  );
}

function carousel(block, place) {
  return el("div", { class: "carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, ...block.elements.map((each) => card(each, place)));
}

function alert(block, place) {
  return el("div", { class: `alert is-${block.level ?? "default"}`, role: "status" }, text(block.text, place));
}

function video(block) {
  const title = link(safeUrl(block.title_url ?? block.video_url) ?? "", plain(block.title));
  const still = el("a", { class: "still", href: safeUrl(block.video_url), target: "_blank", rel: "noopener noreferrer", "aria-label": block.alt_text }, el("img", { src: pictureUrl({ image_url: block.thumbnail_url }), alt: "", loading: "lazy" }), icon("play"));
  const about = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return el("figure", { class: "video" }, el("figcaption", {}, about ? el("small", {}, about) : null, el("div", {}, title), block.description ? el("div", {}, plain(block.description)) : null), still);
}

const STANDS = { pending: "Waiting", in_progress: "Under way", complete: "Done", error: "Failed" };

function task(block, place) {
  const sources = (block.sources ?? []).map((each) => link(each.url, each.text ?? each.url));
  return el(
    "div",
    { class: "task" },
    el("div", {}, el("b", {}, block.title), el("span", { class: "badge" }, STANDS[block.status ?? "pending"])),
    ...[block.details, block.output].filter(Boolean).map((each) => richText(each, place.names)),
    sources.length ? el("div", { class: "sources" }, ...sources) : null,
  );
}

function plan(block, place) {
  return el("section", { class: "container", "aria-label": block.title }, el("b", {}, block.title), ...(block.tasks ?? []).map((each) => task(each, place)));
}

export const CARDS = { card, carousel, alert, video, task_card: task, plan };
