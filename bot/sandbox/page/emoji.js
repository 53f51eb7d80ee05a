// Common emoji by the names that Slack uses; a name that is not here is shown as it is written.

const NAMES = {
  "+1": "👍", "-1": "👎", "100": "💯", alarm_clock: "⏰", arrow_down: "⬇️", arrow_left: "⬅️", arrow_lower_right: "↘️",
  arrow_right: "➡️", arrow_up: "⬆️", arrow_upper_right: "↗️", bar_chart: "📊", bell: "🔔", black_circle: "⚫", blue_heart: "💙",
  bookmark: "🔖", books: "📚", boom: "💥", bulb: "💡", calendar: "📆", chart: "💹", chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈", clap: "👏", clipboard: "📋", clock1: "🕐", cn: "🇨🇳", "flag-cn": "🇨🇳", "flag-ru": "🇷🇺",
  "flag-ua": "🇺🇦", "flag-us": "🇺🇸", "flag-eu": "🇪🇺", computer: "💻", construction: "🚧", crossed_swords: "⚔️", dart: "🎯",
  date: "📅", dove_of_peace: "🕊️", eyes: "👀", exclamation: "❗", factory: "🏭", file_folder: "📁", fire: "🔥", flags: "🎏",
  fuelpump: "⛽", gear: "⚙️", globe_with_meridians: "🌐", green_circle: "🟢", green_heart: "💚", grey_question: "❔",
  handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️", hourglass: "⌛", hourglass_flowing_sand: "⏳", inbox_tray: "📥",
  information_source: "ℹ️", key: "🔑", large_blue_circle: "🔵", large_green_circle: "🟢", large_orange_circle: "🟠",
  large_yellow_circle: "🟡", left_speech_bubble: "🗨️", link: "🔗", loudspeaker: "📢", mag: "🔍", mailbox: "📫", mega: "📣",
  memo: "📝", microphone: "🎤", mute: "🔇", new: "🆕", newspaper: "📰", no_entry: "⛔", no_entry_sign: "🚫", oil_drum: "🛢️",
  ok_hand: "👌", orange_circle: "🟠", outbox_tray: "📤", package: "📦", page_facing_up: "📄", paperclip: "📎", pencil: "✏️",
  pencil2: "✏️", pushpin: "📌", question: "❓", raised_hands: "🙌", red_circle: "🔴", repeat: "🔁", rocket: "🚀",
  rolled_up_newspaper: "🗞️", ru: "🇷🇺", satellite_antenna: "📡", seedling: "🌱", slightly_smiling_face: "🙂", small_blue_diamond: "🔹",
  small_orange_diamond: "🔸", smile: "😄", sparkles: "✨", speech_balloon: "💬", star: "⭐", studio_microphone: "🎙️", sunny: "☀️",
  tada: "🎉", thumbsdown: "👎", thumbsup: "👍", timer_clock: "⏲️", us: "🇺🇸", warning: "⚠️", wastebasket: "🗑️", wave: "👋",
  white_check_mark: "✅", white_circle: "⚪", x: "❌", yellow_circle: "🟡", zap: "⚡", zzz: "💤",
};

export function emoji(name) {
  return NAMES[name] ?? `:${name}:`;
}

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (_whole, name) => emoji(name));
}
