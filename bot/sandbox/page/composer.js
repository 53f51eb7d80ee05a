// A message box with slash commands suggested while their name is typed.

import { act } from "./api.js";
import { el } from "./dom.js";

export class Composer {
  // `target()` gives { channel, thread_ts, label }; `commands()` what may be suggested.
  constructor(root, { target, commands, testid }) {
    this.target = target;
    this.commands = commands;
    this.found = [];
    this.chosen = 0;
    this.hint = el("div", { class: "hint", "aria-live": "polite" });
    this.list = el("div", { class: "suggestions", role: "listbox", "data-testid": "suggestions", id: `${testid}-suggestions`, hidden: true });
    this.box = el("textarea", { rows: 1, "data-testid": `${testid}-box`, role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" });
    this.button = el("button", { type: "submit", class: "send", "data-testid": testid === "message" ? "send" : `${testid}-send`, disabled: true }, "Send");
    this.form = el("form", { class: "composer" }, this.list, this.hint, el("div", { class: "box" }, this.box, this.button));
    root.replaceChildren(this.form);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    this.box.addEventListener("input", () => this.update());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.hide());
  }

  relabel() {
    const { label } = this.target();
    this.box.placeholder = label;
    this.box.setAttribute("aria-label", label);
  }

  focus() {
    this.box.focus();
  }

  update() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.button.disabled = !this.box.value.trim();
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
    if (!text.trim()) return;
    const { channel, thread_ts } = this.target();
    this.box.value = "";
    this.update();
    const answer = await act("write", { channel, thread_ts, text });
    if (!answer.ok && !this.box.value) {
      this.box.value = text;
      this.update();
    }
  }
}
