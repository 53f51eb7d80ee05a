// Making elements. Text always goes in as text nodes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

// Only addresses that a browser may safely follow become links.
export function safeUrl(url) {
  return /^(https?:\/\/|mailto:|tel:)/i.test(String(url)) ? String(url) : null;
}

// The address of a picture: an http one, or a file of this workspace.
export function pictureUrl(spec) {
  const file = spec.slack_file;
  if (!file) return safeUrl(spec.image_url ?? "");
  const id = file.id ?? /-(F\w+)\//.exec(file.url ?? "")?.[1];
  return id ? `/page-api/file/${encodeURIComponent(id)}` : null;
}

export function link(url, ...children) {
  const href = safeUrl(url);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

let toastTimer = 0;

export function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), 6000);
}

// Scroll a list to its end, but never past the beginning of what is to be read.
export function reveal(list, node) {
  if (node.offsetHeight < list.clientHeight) list.scrollTop = list.scrollHeight;
  else list.scrollTop += node.getBoundingClientRect().top - list.getBoundingClientRect().top;
}
