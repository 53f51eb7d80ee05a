// A message box: slash commands suggested while their name is typed, files dropped on it, global shortcuts.

import { act, uploadFile } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";

export class Composer {
  // `target()` gives { channel, thread_ts, label }; `commands()` what may be suggested; `shortcuts()` the global ones.
  constructor(root, { target, commands, testid, shortcuts = () => [], dropOn = root }) {
    this.target = target;
    this.commands = commands;
    this.shortcuts = shortcuts;
    this.files = [];
    this.found = [];
    this.chosen = 0;
    this.hint = el("div", { class: "hint", "aria-live": "polite" });
    this.list = el("div", { class: "suggestions", role: "listbox", "data-testid": "suggestions", id: `${testid}-suggestions`, hidden: true });
    this.box = el("textarea", { rows: 1, "data-testid": `${testid}-box`, role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" });
    this.button = el("button", { type: "submit", class: "send", "data-testid": testid === "message" ? "send" : `${testid}-send`, disabled: true }, "Send");
    this.chips = el("div", { class: "chips", "data-testid": `${testid}-files` });
    this.chooser = el("input", { type: "file", multiple: true, hidden: true, "data-testid": `${testid}-file` });
    this.more = el("span", { class: "more" });
    this.form = el("form", { class: "composer" }, this.list, this.hint, el("div", { class: "box" }, this.more, el("div", { class: "field" }, this.chips, this.box), this.button), this.chooser);
    root.replaceChildren(this.form);
    this.chooser.addEventListener("change", () => (this.attach(this.chooser.files), (this.chooser.value = "")));
    this.acceptDrops(dropOn);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    this.box.addEventListener("input", () => this.update());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.hide());
  }

  relabel() {
    const { label } = this.target();
    this.box.placeholder = label;
    this.box.setAttribute("aria-label", label);
    this.drawMore();
  }

  drawMore() {
    const items = this.shortcuts().map((each) => ({ label: each.name, act: () => act("shortcut", { callback_id: each.callback_id }), testid: "global-shortcut" }));
    items.unshift({ label: "Attach a file…", act: () => this.chooser.click(), testid: "attach" });
    this.more.replaceChildren(menu(items, { class: "icon", "aria-label": "Attach a file, or use a shortcut", "data-testid": "more" }, icon("plus")));
  }

  acceptDrops(place) {
    const carries = (event) => event.dataTransfer?.types.includes("Files");
    place.addEventListener("dragover", (event) => carries(event) && (event.preventDefault(), place.classList.add("is-target")));
    place.addEventListener("dragleave", (event) => !place.contains(event.relatedTarget) && place.classList.remove("is-target"));
    place.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      place.classList.remove("is-target");
      this.attach(event.dataTransfer.files);
    });
    this.box.addEventListener("paste", (event) => event.clipboardData?.files.length && this.attach(event.clipboardData.files));
  }

  attach(files) {
    this.files.push(...files);
    this.drawFiles();
    this.box.focus();
  }

  drawFiles() {
    const remove = (file) => ((this.files = this.files.filter((each) => each !== file)), this.drawFiles());
    const chip = (file) => el("span", { class: "chip" }, icon("file"), file.name, el("button", { type: "button", "aria-label": `Remove ${file.name}`, onclick: () => remove(file) }, icon("cross")));
    this.chips.replaceChildren(...this.files.map(chip));
    this.update();
  }

  focus() {
    this.box.focus();
  }

  update() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.button.disabled = !this.box.value.trim() && !this.files.length;
    this.suggest();
  }

  suggest() {
    const typed = this.box.value;
    const isName = /^\/\S*$/.test(typed);
    this.found = isName ? this.commands().filter((each) => each.name.startsWith(typed)) : [];
    this.chosen = 0;
    const running = this.commands().find((each) => typed.startsWith(`${each.name} `));
    this.hint.textContent = running ? `${running.name} ${running.usage}` : "";
    this.draw();
  }

  draw() {
    this.list.hidden = !this.found.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(
      ...this.found.map((each, index) => {
        const chosen = index === this.chosen;
        const option = el(
          "div",
          { class: "suggestion", role: "option", id: `${this.list.id}-${index}`, "aria-selected": String(chosen), "data-testid": "suggestion" },
          el("b", {}, each.name),
          el("span", { class: "usage" }, each.usage),
          el("span", { class: "about" }, each.description),
        );
        option.addEventListener("mousedown", (event) => (event.preventDefault(), this.complete(each)));
        if (chosen) this.box.setAttribute("aria-activedescendant", option.id);
        return option;
      }),
    );
    this.list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.found = [];
    this.draw();
  }

  complete(command) {
    this.box.value = `${command.name} `;
    this.box.focus();
    this.update();
  }

  key(event) {
    if (event.isComposing) return;
    const open = this.found.length > 0;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.chosen = (this.chosen + step + this.found.length) % this.found.length;
      this.draw();
    } else if (open && event.key === "Escape") {
      this.hide();
    } else if (open && (event.key === "Tab" || (event.key === "Enter" && this.found[this.chosen].name !== this.box.value))) {
      event.preventDefault();
      this.complete(this.found[this.chosen]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  async send() {
    const text = this.box.value;
    const { channel, thread_ts } = this.target();
    if (this.files.length) return this.sendFiles(text, { channel, ...(thread_ts ? { thread_ts } : {}) });
    if (!text.trim()) return;
    this.box.value = "";
    this.update();
    const answer = await act("write", { channel, thread_ts, text });
    if (!answer.ok && !this.box.value) {
      this.box.value = text;
      this.update();
    }
  }

  async sendFiles(text, place) {
    const files = this.files;
    this.files = [];
    this.box.value = "";
    this.drawFiles();
    let words = text;
    for (const file of files) {
      const answer = await uploadFile(file, { ...place, text: words });
      if (answer.ok) words = "";
      else this.files.push(file);
    }
    if (this.files.length) ((this.box.value = words), this.drawFiles());
  }
}
