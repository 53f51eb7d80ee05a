// Small drawings in the colour of the text around them; words beside them say the same.

import { svg } from "./dom.js";

const PATHS = {
  hash: "M6 2 4.5 14M11.5 2 10 14M2.5 5.5h12M1.5 10.5h12",
  lock: "M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  app: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  dots: "M3 8h.01M8 8h.01M13 8h.01",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.5 6.5v4.5M9.5 6.5v4.5",
  up: "M2 7.5h2.5V14H2zM4.5 8 7.5 2c1.2 0 1.8.8 1.5 2l-.5 2.5h4c.9 0 1.5.7 1.3 1.6l-1 4.4c-.2.9-.8 1.5-1.7 1.5H4.5",
  down: "M2 8.5h2.5V2H2zM4.5 8l3 6c1.2 0 1.8-.8 1.5-2l-.5-2.5h4c.9 0 1.5-.7 1.3-1.6l-1-4.4C12.6 2.6 12 2 11.1 2H4.5",
  plus: "M8 2.5v11M2.5 8h11",
  cross: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  file: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
  reply: "M2 3h12v8H7l-3 3v-3H2z",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 .01 0",
  play: "M4.5 2.5 13 8l-8.5 5.5z",
  gear: "M8 5.5a2.5 2.5 0 1 0 .01 0M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4",
};

export function icon(name) {
  return svg("svg", { class: `glyph glyph-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}
