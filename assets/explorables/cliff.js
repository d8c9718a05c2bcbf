// The cliff: in one number format, which number of the loss and of its gradient dies first, and along which way.
//
// Emulated: after each elementary operation (+, −, ×, ÷, exp, log) the result is rounded to the format, to nearest,
// ties to even, with subnormal numbers, and to infinity above the largest number. JavaScript's own numbers are float64;
// exp and log are its Math.exp and Math.log, rounded once more: the rounding of the exact value, but within one last
// place of float64 of a tie. The equal exponentials of the other classes are added by one multiplication.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, choice, show, py, fill, h, s, scale, ticks } = Explorable;

  const words = {
    title: "The cliff",
    hint: "The true class's logit lies a gap below all others, which are 0. Raise the gap by 1: what dies first?",
    gap: "gap",
    up: "Raise the gap by 1",
    edge: "To the edge of the cliff",
    format: "format",
    classes: "classes",
    naive: "−log(softmax)",
    shifted: "log_softmax",
    reach: "How far each way reaches, in {format}",
    bars: ["−log(softmax): gradient", "−log(softmax): loss", "log_softmax: gradient", "log_softmax: loss"],
    there: "✓ finite",
    lost: "✗ lost",
    axis: "true loss (nats)",
    now: "now {loss}",
    verdicts: [
      "Both ways have the loss and its gradient.",
      "−log(softmax) still has a loss, but no gradient: 1/p is too large for {format}.",
      "−log(softmax) has lost both: p is rounded to 0.",
    ],
    step: "step",
    rows: ["true logit z", "e = exp(z)", "sum of all e", "p = e / sum", "log sum", "log p", "loss", "g = −1/p",
      "gradient, true logit", "gradient, other logits"],
    absent: "not formed",
    lostToZero: "✗ dies here: rounded to 0",
    lostToInfinity: "✗ dies here: too large",
    zero: "✗ zero",
    infinite: "✗ infinite",
    nan: "✗ not a number",
    spared: "0, harmless",
    subnormal: "subnormal",
    said: "Gap {gap} in {format}. −log(softmax): loss {a}, gradient {b}. log_softmax: loss {c}, gradient {d}.",
  };

  // The binary digits after the point, the exponent of the smallest normal number, and how far the slider goes.
  const FORMATS = {
    float16: { bits: 10, low: -14, end: 24 },
    bfloat16: { bits: 7, low: -126, end: 120 },
    float32: { bits: 23, low: -126, end: 120 },
    float64: { bits: 52, low: -1022, end: 800 },
  };
  const largest = ({ bits, low }) => (2 - 2 ** -bits) * 2 ** (1 - low);

  // A float64 rounded to a format.
  const round = (name, value) => {
    if (name === "float64") return value;
    if (name === "float32") return Math.fround(value);
    const { bits, low } = FORMATS[name];
    const size = Math.abs(value);
    if (size === 0 || !(size < 2 ** (2 - low))) return size > 1 ? Math.sign(value) * Infinity : value;
    // Next to so large a number float64 itself is spaced as the format is near the value, and rounds as it should.
    const spaced = 1.5 * 2 ** (52 - bits + Math.max(Math.floor(Math.log2(size)), low));
    const near = size + spaced - spaced;
    return Math.sign(value) * (near > largest(FORMATS[name]) ? Infinity : near);
  };

  const state = {
    format: choice("float32", Object.keys(FORMATS)),
    gap: {
      ...number(88, 0, 800, 1),
      random: (rand) => Math.round(64 * rand() * [20, 120, 800][Math.floor(3 * rand())]) / 64,
    },
    classes: choice("2", ["2", "3", "1000", "50000"]),
  };

  const extremes = [
    ["float16", 0, 11, 11.078125, 11.09375, 12, 17, 17.3359375, 17.34375, 18, 800],
    ["bfloat16", 0, 88, 88.5, 89, 92, 92.5, 93, 800],
    ["float32", 0, 87.34, 88.72, 88.73, 89, 102.9, 103.28, 103.97, 103.98, 104, 800],
    ["float64", 0, 709, 709.78, 709.79, 745, 745.13, 745.14, 746, 800],
  ].flatMap(([format, ...gaps]) =>
    gaps.flatMap((gap) => state.classes.options.map((classes) => ({ format, gap, classes }))));

  const maths = ({ format, gap, classes }) => {
    const r = (value) => round(format, value);
    const z = r(-gap);
    const e = r(Math.exp(z));
    const total = r(r(Number(classes) - 1) + e); // each other class adds exp(0)
    const p = r(e / total);
    const log_p = r(Math.log(p));
    const g = r(-1 / p);
    const back = r(g * p); // the sum of g p over the classes: g is 0 at the others
    const log_total = r(Math.log(total));
    const log_prob = r(z - log_total);
    const naive = [-log_p, r(p * r(g - back)), r(r(1 / total) * r(0 - back))];
    const shifted = [-log_prob, r(r(Math.exp(log_prob)) - 1), r(Math.exp(-log_total))];
    const { bits, low } = FORMATS[format];
    return {
      z, e, total, p, log_p, g, log_total, log_prob, naive, shifted,
      exact: Math.log(Number(classes) - 1 + Math.exp(z)) - z,
      edges: [Math.log(largest(FORMATS[format])), (1 + bits - low) * Math.LN2],
      lost: Number(!Number.isFinite(naive[1])) + Number(!Number.isFinite(naive[0])),
    };
  };

  const python = ({ format, gap, classes }) => `import torch
from celoss import cross_entropy

z = torch.zeros(${classes}, dtype=torch.${format})
z[-1] = -${py(gap)}  # the true class
e = torch.exp(z)  # the largest logit is 0: shifted already
p = e / e.sum()
g = -1 / p[-1]  # the derivative of -log(p)
back = g * p[-1]
naive = -torch.log(p[-1]), p[-1] * (g - back), p[0] * (0 - back)
log_p = z - torch.log(e.sum())
shifted = -log_p[-1], log_p[-1].exp() - 1, log_p[0].exp()
naive, shifted = torch.tensor([naive, shifted]).double().tolist()
print(naive, shifted, sep="\\n")  # loss, gradient: true logit, another
print(cross_entropy(z, torch.tensor(${classes - 1})).item())`;

  const say = ({ format, gap }, { naive, shifted }, w) => fill(w.said, {
    gap: show(gap, 2), format, a: show(naive[0]), b: show(naive[1]), c: show(shifted[0]), d: show(shifted[1]),
  });

  // For each row of the table, what each way forms: the number's key, and the formula where the ways differ.
  const CELLS = [
    [["z"], ["z"]],
    [["e"], ["e"]],
    [["total"], ["total"]],
    [["p"], null],
    [null, ["log_total"]],
    [["log_p", "log(p)"], ["log_prob", "z − log sum"]],
    [["naive.0"], ["shifted.0"]],
    [["g"], null],
    [["naive.1", "p (g − g p)"], ["shifted.1", "exp(log p) − 1"]],
    [["naive.2", "(0 − g p) / sum"], ["shifted.2", "exp(−log sum)"]],
  ];

  const draw = (x) => {
    const { words: w } = x;
    const gap = x.slider("gap", w.gap);
    const range = gap.querySelector("input");
    const up = x.button(w.up, () => x.set({ gap: x.state.gap + 1 }), { class: "x-button x-main" });
    const edge = x.button(w.edge, () => {
      const { format, classes } = x.state;
      x.set({ gap: Math.floor(Math.log(largest(FORMATS[format])) - Math.log(classes - 1)) });
    });
    const stage = x.stage(166, w.axis);
    const verdict = h("p", { class: "x-big x-cliff-verdict" });

    const cells = [];
    const cell = (content, way) => {
      if (!content) return h("td", { class: "x-name" }, w.absent);
      const [key, formula] = content;
      const value = h("span", { "data-number": key });
      const note = h("span", { class: "x-cliff-note" });
      const td = h("td", {}, value, formula ? h("span", { class: "x-cliff-note x-name" }, formula) : "", note);
      cells.push({ key, value, note, td, way });
      return td;
    };
    const rows = CELLS.map((pair, k) => h("tr", { class: [6, 8, 9].includes(k) ? "x-cliff-end" : null },
      h("th", { scope: "row" }, w.rows[k]), ...pair.map(cell)));
    const table = h("table", { class: "x-table x-cliff" },
      h("thead", {}, h("tr", {}, ...[w.step, w.naive, w.shifted].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows));

    x.body.append(
      gap, h("p", { class: "x-foot" }, up, edge),
      x.radios("format", w.format, state.format.options.map((name) => [name, name])),
      x.radios("classes", w.classes, state.classes.options.map((count) => [count, count])),
      stage.svg, verdict, table,
    );

    // A number's word: where one dies, what comes of it, and where one is only short of digits.
    const remark = (value, zeroKills, first, low) => {
      if (Number.isNaN(value)) return w.nan;
      if (!Number.isFinite(value)) return first ? w.lostToInfinity : w.infinite;
      if (value === 0 && zeroKills !== null) return zeroKills ? (first ? w.lostToZero : w.zero) : w.spared;
      return value !== 0 && Math.abs(value) < 2 ** low ? w.subnormal : "";
    };

    const paint = ({ format }, { exact, edges, naive, shifted }) => {
      const X = scale([0, Math.max(FORMATS[format].end + 4, exact)], [2, stage.width - 12]);
      const floor = stage.height - 32;
      const end = X.invert(stage.width - 12);
      const nodes = ticks(0, end, stage.width / 90).flatMap((value) => [
        s("line", { x1: X(value), x2: X(value), y1: floor, y2: floor + 4, class: "x-axis" }),
        s("text", { x: X(value), y: floor + 16, "text-anchor": "middle" }, String(value)),
      ]);
      nodes.push(s("path", { d: `M2,${floor}H${stage.width}`, class: "x-axis" }));
      nodes.push(s("text", { x: stage.width, y: stage.height - 2, "text-anchor": "end" }, w.axis));
      const texts = [];
      w.bars.forEach((label, k) => {
        const y = 40 + 29 * k;
        const alive = Number.isFinite([naive[1], naive[0], shifted[1], shifted[0]][k]);
        const stop = k < 2 ? X(edges[k]) : stage.width - 4;
        const kind = k < 2 ? "x-line-truth" : "x-line-good";
        nodes.push(
          s("path", { d: `M2,${y}H${stop}`, class: `${kind} x-cliff-bar` }),
          s("path", { d: k < 2 ? `M${stop},${y - 6}v12` : `M${stop - 5},${y - 5}l7,5l-7,5`, class: "x-arrow" }),
        );
        texts.push(s("text", { x: 2, y: y - 8, class: "x-over" }, label,
          s("tspan", { dx: 9, class: alive ? "" : "x-truth" }, alive ? w.there : w.lost)));
        if (k < 2) texts.push(s("text", { x: stop + 5, y: y + 4, class: "x-over" }, show(edges[k], 2)));
      });
      const place = X(exact);
      const anchor = place < 50 ? "start" : place > stage.width - 50 ? "end" : "middle";
      nodes.push(
        s("path", { d: `M${place},14V${floor}`, class: "x-arrow" }),
        s("text", { x: place, y: 10, "text-anchor": anchor }, fill(w.now, { loss: show(exact, 2) })),
      );
      stage.paint(...nodes, ...texts);
    };

    return (now, numbers) => {
      range.max = Math.max(FORMATS[now.format].end, now.gap);
      range.value = now.gap;
      up.disabled = now.gap === state.gap.max;
      stage.svg.setAttribute("aria-label", fill(w.reach, now));
      paint(now, numbers);
      verdict.textContent = fill(w.verdicts[numbers.lost], now);
      let first = true; // one way alone has numbers that die
      for (const { key, value, note, td, way } of cells) {
        const found = key.split(".").reduce((whole, part) => whole[part], numbers);
        const word = remark(found, "ep".includes(key) ? way === 0 : null, first, FORMATS[now.format].low);
        const dead = word.startsWith("✗");
        value.textContent = show(found);
        note.textContent = word;
        td.classList.toggle("x-truth", dead);
        td.classList.toggle("x-cliff-first", dead && first);
        first &&= !dead;
      }
    };
  };

  Explorable.define("cliff", { words, state, extremes, maths, python, say, draw, round, shown: ["naive", "shifted"] });
}
