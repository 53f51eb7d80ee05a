// The thread beside the conversation.

import { byId } from "./dom.js";
import { messageNode } from "./messages.js";

// `open()` is what is open in the page, `world` what messages need, `onLeave` is called when it was closed.
export class Thread {
  constructor({ open, world, composer, onLeave }) {
    this.open = open;
    this.world = world;
    this.composer = composer;
    this.onLeave = onLeave;
    byId("thread-close").addEventListener("click", () => this.leave());
    byId("thread").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.leave();
    });
  }

  show(channel) {
    byId("thread").hidden = false;
    byId("thread-place").textContent = channel.is_im ? "Direct message" : `# ${channel.name}`;
    this.composer.relabel();
    this.draw(channel, { fresh: true });
    this.composer.focus();
  }

  draw(channel, { fresh = false } = {}) {
    const { thread } = this.open();
    const inThread = channel.messages.filter((each) => each.ts === thread || each.thread_ts === thread);
    const list = byId("thread-messages");
    list.replaceChildren(...inThread.map((each) => messageNode(each, channel, this.world, { inThread: true })));
    list.scrollTop = fresh ? 0 : list.scrollHeight;
  }

  close() {
    this.open().thread = "";
    byId("thread").hidden = true;
    byId("thread-messages").replaceChildren();
  }

  // Back to where the thread was opened from.
  leave() {
    const opener = byId("messages").querySelector(`[data-ts="${this.open().thread}"] .replies`);
    this.close();
    if (opener) opener.focus();
    else this.onLeave();
  }
}
