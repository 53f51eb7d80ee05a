// Text objects and pictures → nodes.

import { plain } from "./answers.js";
import { el, pictureUrl } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";

export function text(spec, place) {
  if (spec.type === "mrkdwn") return el("div", { class: "mrkdwn" }, ...mrkdwn(spec.text, place.names));
  return el("div", { class: "plain-text" }, plain(spec));
}

// A picture; where it cannot be loaded, its words stand in its place.
export function image(part) {
  const made = el("img", { src: pictureUrl(part), alt: part.alt_text, loading: "lazy" });
  made.addEventListener("error", () => made.replaceWith(el("span", { class: "no-picture", role: "img", "aria-label": part.alt_text }, `Picture: ${part.alt_text}`)));
  return made;
}
