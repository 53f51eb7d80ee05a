// markdown blocks → nodes: standard Markdown, as far as Slack shows it.

import { el, link } from "./dom.js";
import { withEmoji } from "./emoji.js";

const INLINE = /`([^`\n]+)`|\*\*(?=\S)(.+?)\*\*|__(?=\S)(.+?)__|\*(?=\S)([^*\n]+)\*|(?<!\w)_(?=\S)([^_\n]+)_(?!\w)|~~(?=\S)(.+?)~~|\[([^\]\n]+)\]\(([^)\s]+)\)/g;
const RULES = [
  [/^(#{1,6}) +(.*)$/, heading],
  [/^(?:-{3,}|\*{3,}|_{3,})$/, () => el("hr")],
];

export function markdown(text) {
  const nodes = [];
  const lines = text.split("\n");
  while (lines.length) nodes.push(take(lines));
  return nodes.filter(Boolean);
}

// Takes the lines of one block from the front.
function take(lines) {
  const first = lines[0];
  if (!first.trim()) return void lines.shift();
  if (first.startsWith("```")) return fence(lines);
  if (/^\s*[-*+] /.test(first)) return list(lines, "ul", /^\s*[-*+] +/);
  if (/^\s*\d+[.)] /.test(first)) return list(lines, "ol", /^\s*\d+[.)] +/);
  if (first.startsWith(">")) return el("blockquote", {}, ...markdown(run(lines, (line) => line.startsWith(">")).map((line) => line.replace(/^> ?/, "")).join("\n")));
  if (first.includes("|") && /^[\s|:-]+$/.test(lines[1] ?? "") && (lines[1] ?? "").includes("-")) return table(lines);
  for (const [pattern, draw] of RULES) {
    const match = pattern.exec(first);
    if (match) return lines.shift(), draw(match);
  }
  const plain = run(lines, (line) => line.trim() && !/^(```|>|#{1,6} |\s*[-*+] |\s*\d+[.)] )/.test(line));
  return el("p", {}, ...inline(plain.length ? plain.join("\n") : lines.shift()));
}

function run(lines, belongs) {
  const taken = [];
  while (lines.length && belongs(lines[0])) taken.push(lines.shift());
  return taken;
}

function heading([, marks, words]) {
  return el("div", { class: `heading level-${marks.length}`, role: "heading", "aria-level": String(Math.min(marks.length + 2, 6)) }, ...inline(words));
}

function fence(lines) {
  lines.shift();
  const inner = run(lines, (line) => !line.startsWith("```"));
  lines.shift();
  return el("pre", {}, inner.join("\n"));
}

function list(lines, tag, mark) {
  return el(tag, { class: `rich-list ${tag === "ul" ? "bullet" : "ordered"}` }, ...run(lines, (line) => mark.test(line)).map((line) => el("li", {}, ...inline(line.replace(mark, "")))));
}

function table(lines) {
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const head = cells(lines.shift());
  lines.shift();
  const rows = run(lines, (line) => line.includes("|")).map(cells);
  const row = (values, tag) => el("tr", {}, ...values.map((value) => el(tag, {}, ...inline(value))));
  return el("div", { class: "table-frame", tabindex: "0" }, el("table", {}, el("thead", {}, row(head, "th")), el("tbody", {}, ...rows.map((values) => row(values, "td")))));
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(withEmoji(text.slice(end, match.index)), span(match));
    end = match.index + match[0].length;
  }
  return [...nodes, withEmoji(text.slice(end))];
}

function span([, code, bold, strong, star, italic, strike, label, url]) {
  if (code !== undefined) return el("code", {}, code);
  if (bold ?? strong) return el("strong", {}, ...inline(bold ?? strong));
  if (star ?? italic) return el("em", {}, ...inline(star ?? italic));
  if (strike !== undefined) return el("s", {}, ...inline(strike));
  return link(url, label);
}
