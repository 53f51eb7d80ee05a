// Menus in which one types to find: external ones, whose options the app loads, and those that take several.

import { changed, initialOf, kept, optionsOf, plain } from "./answers.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const PAUSE = 250; // milliseconds after the last key before the app is asked
let numbers = 0;

export function picker(spec, block, place) {
  const many = spec.type.startsWith("multi_");
  const external = spec.type.endsWith("external_select");
  const label = plain(block.label) || plain(spec.placeholder) || spec.action_id;
  const labels = place.memory;
  for (const each of [spec.initial_option, ...(spec.initial_options ?? [])]) if (each) labels[each.value] = plain(each.text);
  const known = external ? [] : allOptions(spec, place);
  for (const each of known) labels[each.value] = each.label;

  const given = kept(place, block, spec, initialOf(spec));
  let chosen = [given ?? []].flat();
  let offered = [];
  let at = 0;
  let timer = 0;
  let asked = 0;

  const chips = el("span", { class: "chips" });
  const list = el("div", { class: "options", role: "listbox", id: `picker-${++numbers}`, "aria-label": label, hidden: true, "data-testid": "picker-options" });
  const input = el("input", {
    class: "typed",
    role: "combobox",
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    autocomplete: "off",
    "data-testid": "picker",
    "data-action-id": spec.action_id,
  });
  const root = el("div", { class: "picker control" }, chips, input, list);

  function draw() {
    chips.replaceChildren(...chosen.map((value) => chip(value)));
    input.placeholder = chosen.length ? "" : plain(spec.placeholder) || "Type to find…";
  }

  function chip(value) {
    const name = labels[value] ?? value;
    const remove = el("button", { type: "button", "aria-label": `Remove ${name}` }, icon("cross"));
    remove.addEventListener("click", () => (set(chosen.filter((each) => each !== value)), input.focus()));
    return el("span", { class: "chip" }, name, remove);
  }

  function set(values) {
    chosen = values;
    draw();
    changed(spec, block, place, many ? chosen : (chosen[0] ?? null));
  }

  function choose(option) {
    labels[option.value] = option.label;
    input.value = "";
    close();
    const most = spec.max_selected_items ?? 100;
    if (!many) set([option.value]);
    else if (!chosen.includes(option.value) && chosen.length < most) set([...chosen, option.value]);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(note = "Nothing found") {
    at = Math.min(at, Math.max(offered.length - 1, 0));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const nodes = offered.map((option, index) => {
      const node = el("div", { role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at), "data-value": option.value }, option.label);
      node.addEventListener("mousedown", (event) => (event.preventDefault(), choose(option)));
      return node;
    });
    list.replaceChildren(...(nodes.length ? nodes : [el("div", { class: "none" }, note)]));
    if (nodes.length) input.setAttribute("aria-activedescendant", nodes[at].id);
    nodes[at]?.scrollIntoView({ block: "nearest" });
  }

  function find() {
    const wanted = input.value.trim();
    if (!external) {
      offered = known.filter((each) => each.label.toLowerCase().includes(wanted.toLowerCase()) && !chosen.includes(each.value));
      show();
      return;
    }
    clearTimeout(timer);
    if (wanted.length < (spec.min_query_length ?? 3)) return close();
    timer = setTimeout(() => load(wanted), PAUSE);
  }

  async function load(wanted) {
    const mine = ++asked;
    const answer = await place.suggest(block, spec, wanted);
    if (mine !== asked || !root.isConnected) return;
    const flat = (answer.offered ?? []).flatMap((each) => each.options ?? [each]);
    offered = flat.map((each) => ({ value: each.value, label: plain(each.text) }));
    show(answer.ok === false ? "The app gave no options" : "Nothing found");
  }

  input.addEventListener("input", () => ((at = 0), find()));
  input.addEventListener("focus", () => !external && find());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !input.value && chosen.length) return set(chosen.slice(0, -1));
    if (event.key === "Enter") event.preventDefault();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length) % (offered.length || 1);
      show();
    } else if (event.key === "Enter" && offered[at]) {
      choose(offered[at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  draw();
  return root;
}

function allOptions(spec, place) {
  const groups = spec.option_groups ?? [];
  return groups.length ? groups.flatMap((group) => optionsOf({ ...spec, options: group.options }, place)) : optionsOf(spec, place);
}
