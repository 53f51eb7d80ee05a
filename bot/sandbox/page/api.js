// What the page asks of the server, and what the server tells the page.

import { toast } from "./dom.js";

export async function loadState() {
  return (await fetch("/page-api/state")).json();
}

export async function act(deed, body = {}) {
  let answer;
  try {
    const response = await fetch(`/page-api/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    answer = await response.json();
  } catch {
    toast("The local workspace does not answer. Is it still running?");
    return { ok: false, error: "no_answer" };
  }
  if (answer.ok === false) toast(`That did not work: ${answer.error}`);
  return answer;
}

// Calls `onOpen` whenever the feed is (again) open, and `onChange` for every change from then on.
export function follow(onChange, onOpen) {
  const feed = new EventSource("/page-api/feed");
  feed.addEventListener("open", onOpen);
  feed.addEventListener("message", (event) => onChange(JSON.parse(event.data)));
}
