// data_visualization blocks → SVG: bar, line, area and pie.

import { el, svg } from "./dom.js";

const WIDTH = 600;
const HEIGHT = 230;
const EDGE = { left: 44, right: 10, top: 10, bottom: 40 };

export function chart(block) {
  const { chart: spec, title } = block;
  const picture = spec.type === "pie" ? pie(spec) : plot(spec);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${title}. ${describe(spec)}`);
  return el("figure", { class: "chart block", "data-testid": "chart" }, el("h3", {}, title), picture, legend(spec));
}

function describe(spec) {
  if (spec.type === "pie") return spec.segments.map((part) => `${part.label}: ${part.value}`).join(", ");
  return spec.series.map((s) => `${s.name}: ${s.data.map((p) => `${p.label} ${p.value}`).join(", ")}`).join("; ");
}

function legend(spec) {
  const names = spec.type === "pie" ? spec.segments.map((part) => `${part.label} (${part.value})`) : spec.series.map((s) => s.name);
  if (spec.type !== "pie" && names.length < 2) return null;
  return el(
    "div",
    { class: "legend" },
    ...names.map((name, index) => el("span", {}, el("span", { class: `swatch fill series-${index % 6}` }), name)),
  );
}

function plot(spec) {
  const categories = spec.axis_config.categories;
  const series = spec.series.map((each) => {
    const byLabel = new Map(each.data.map((point) => [point.label, point.value]));
    return categories.map((label) => byLabel.get(label) ?? 0);
  });
  const scale = scaleOf(series.flat());
  const step = (WIDTH - EDGE.left - EDGE.right) / categories.length;
  const draw = { bar: bars, line: lines, area: areas }[spec.type];
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    ...grid(scale),
    ...labels(categories, step, spec.axis_config),
    ...draw(series, scale, step),
  );
}

function scaleOf(values) {
  const high = Math.max(...values, 0);
  const low = Math.min(...values, 0);
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const tick = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough);
  const top = Math.max(Math.ceil(high / tick), 1) * tick;
  const bottom = Math.floor(low / tick) * tick;
  const y = (value) => EDGE.top + ((top - value) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  return { y, tick, top, bottom };
}

function grid({ y, tick, top, bottom }) {
  const parts = [];
  for (let value = bottom; value <= top + tick / 2; value += tick) {
    const shown = String(Math.round(value * 1000) / 1000);
    parts.push(svg("line", { class: "grid", x1: EDGE.left, x2: WIDTH - EDGE.right, y1: y(value), y2: y(value) }));
    parts.push(svg("text", { x: EDGE.left - 6, y: y(value) + 4, "text-anchor": "end" }, shown));
  }
  return parts;
}

function labels(categories, step, axis) {
  const every = Math.ceil(categories.length / 10);
  const parts = categories.map((label, index) =>
    index % every
      ? null
      : svg("text", { x: EDGE.left + step * (index + 0.5), y: HEIGHT - EDGE.bottom + 16, "text-anchor": "middle" }, label),
  );
  if (axis.x_label) parts.push(svg("text", { class: "axis-label", x: WIDTH / 2, y: HEIGHT - 6, "text-anchor": "middle" }, axis.x_label));
  if (axis.y_label) {
    const place = `translate(11 ${(HEIGHT - EDGE.bottom) / 2}) rotate(-90)`;
    parts.push(svg("text", { class: "axis-label", transform: place, "text-anchor": "middle" }, axis.y_label));
  }
  return parts.filter(Boolean);
}

function bars(series, { y }, step) {
  const width = Math.min((step * 0.72) / series.length, 40);
  return series.flatMap((values, which) =>
    values.map((value, index) => {
      const x = EDGE.left + step * (index + 0.5) + (which - series.length / 2) * width;
      const top = Math.min(y(value), y(0));
      const height = Math.abs(y(value) - y(0));
      return svg("rect", { class: `fill series-${which % 6}`, x, y: top, width: width - 1, height, rx: 2 });
    }),
  );
}

function path(values, y, step) {
  return values.map((value, index) => `${index ? "L" : "M"}${EDGE.left + step * (index + 0.5)} ${y(value)}`).join(" ");
}

function lines(series, { y }, step) {
  return series.flatMap((values, which) => [
    svg("path", { class: `stroke series-${which % 6}`, d: path(values, y, step) }),
    ...values.map((value, index) =>
      svg("circle", { class: `fill series-${which % 6}`, cx: EDGE.left + step * (index + 0.5), cy: y(value), r: 3 }),
    ),
  ]);
}

function areas(series, scale, step) {
  const first = EDGE.left + step * 0.5;
  const last = EDGE.left + step * (series[0].length - 0.5);
  const filled = series.map((values, which) => {
    const base = scale.y(0);
    return svg("path", { class: `area series-${which % 6}`, d: `${path(values, scale.y, step)} L${last} ${base} L${first} ${base} Z` });
  });
  return [...filled, ...lines(series, scale, step)];
}

function pie(spec) {
  const total = spec.segments.reduce((sum, part) => sum + part.value, 0);
  let turn = -Math.PI / 2;
  const slices = spec.segments.map((part, index) => {
    const from = turn;
    turn += (part.value / total) * 2 * Math.PI;
    const point = (angle) => `${110 + 90 * Math.cos(angle)} ${100 + 90 * Math.sin(angle)}`;
    const large = turn - from > Math.PI ? 1 : 0;
    if (part.value === total) return svg("circle", { class: `fill series-${index % 6}`, cx: 110, cy: 100, r: 90 });
    const d = `M110 100 L${point(from)} A90 90 0 ${large} 1 ${point(turn)} Z`;
    return svg("path", { class: `fill series-${index % 6}`, d });
  });
  return svg("svg", { viewBox: "0 0 600 200" }, ...slices);
}
