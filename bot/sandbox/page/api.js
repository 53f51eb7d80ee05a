// What the page asks of the server, and what the server tells the page. A page is one person's: `me`.

import { toast } from "./dom.js";

const asked = new URLSearchParams(location.search);
const me = asked.get("me") ?? "";
const team = asked.get("team") ?? ""; // "": the first workspace of the server
const mine = `?${new URLSearchParams({ me, team })}`;

const SENTENCES = {
  is_archived: "This channel is archived.",
  name_taken: "That name is taken.",
  invalid_timezone: "A time zone looks like Europe/Paris.",
  invalid_name: "A name has letters and digits only.",
  invalid_name_specials: "A name has small letters, digits, - and _ only.",
  cant_archive_general: "#general cannot be archived.",
  file_upload_size_restricted: "A file has 1 byte to 50 MB.",
  operation_timeout: "The app did not answer in time.",
  dispatch_failed: "The app cannot be reached.",
  element_not_found: "That button is no longer there.",
};

export function sentence(error) {
  return SENTENCES[error] ?? `That did not work: ${error}`;
}

export async function loadState() {
  return (await fetch(`/page-api/state${mine}`)).json();
}

export const mode = { preview: false }; // a preview has no app behind it

export async function act(deed, body = {}) {
  if (mode.preview) {
    if (deed === "press") toast("This is a preview. Buttons work in Slack, and in the demo.");
    return { ok: true };
  }
  return ask(`/page-api/${deed}${mine}`, JSON.stringify({ me, ...body }), "application/json");
}

export async function uploadFile(file, details) {
  const query = new URLSearchParams({ me, team, name: file.name, ...details });
  return ask(`/page-api/upload?${query}`, file, "application/octet-stream");
}

async function ask(address, body, kind) {
  let answer;
  try {
    answer = await (await fetch(address, { method: "POST", headers: { "Content-Type": kind }, body })).json();
  } catch {
    toast("The local workspace does not answer. Is it still running?");
    return { ok: false, error: "no_answer" };
  }
  if (answer.ok === false) toast(sentence(answer.error));
  else if (answer.error) toast(sentence(answer.error));
  return answer;
}

export function fileUrl(id) {
  return `/page-api/file/${encodeURIComponent(id)}${mine}`;
}

// Calls `onOpen` whenever the feed is (again) open, and `onChange` for every change from then on.
export function follow(onChange, onOpen) {
  const feed = new EventSource(`/page-api/feed${mine}`);
  feed.addEventListener("open", onOpen);
  feed.addEventListener("message", (event) => onChange(JSON.parse(event.data)));
}

// The page as somebody else sees it.
export function becomePerson(id) {
  location.assign(`/?${new URLSearchParams(team ? { me: id, team } : { me: id })}${location.hash}`);
}
