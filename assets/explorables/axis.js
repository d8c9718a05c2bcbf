// Which axis? A block of logits (N, L, C), and which of them a softmax mixes, by the way it is handed to the loss.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, choice, sum, softmax, show, py, fill, h } = Explorable;

  const words = {
    title: "Which axis?",
    hint: "Choose 4 tokens in place of 3: the error goes, and a wrong loss comes.",
    length: "tokens of each example, L",
    calls: "given to F.cross_entropy, with y",
    dims: "or log_softmax along an axis, then NLLLoss",
    shape: "z has the shape (N, L, C) = (2, {L}, 4), the true classes y have (N, L) = (2, {L}).",
    examples: ["example A", "example B"],
    classes: ["noun", "verb", "adj.", "other"],
    token: "token",
    sum: "Σ p",
    cell: "{example}, token {l}, {name}: logit {z}, probability {p}, softmax {letter}, {mark}",
    marks: ["not the true class", "the true class", "taken for the true class", "the true class, taken for it"],
    touch: "Touch a number: those of its softmax light up. Each has the letter of its softmax and its probability p.",
    legend: [
      "★ the true class of the token",
      "◆ what the loss takes for it",
      "Σ p over the classes of a token should be 1.",
    ],
    mixed: [
      "A softmax mixes the two examples, at one token and one class.",
      "A softmax mixes the tokens of an example, at one class.",
      "A softmax mixes the classes of one token, as it should.",
      "A softmax mixes numbers of an example that lie {L} apart: view cuts the numbers anew and moves none.",
      "PyTorch takes axis 1 for the classes. Here it holds the tokens, so a softmax mixes the tokens of an example.",
    ],
    error: "✗ error: {message}",
    right: "✓ loss {loss}, right",
    wrong: "✗ loss {loss}, and no error. Right is {right}.",
    chance: "✗ loss {loss}, and no error. It is right by chance alone.",
    said: "{verdict} – {mixed}",
  };

  const N = 2;
  const C = 4;
  const LETTERS = "abcdefghijklmnop";

  // Each way: its sentence, how it is written, which softmax a number goes to, and which number is taken for the class
  // y of the place k in an example, by its place among the example's L * C numbers.
  const taken = (k, y) => k * C + y;
  const WAYS = {
    plain: { mixed: 4, code: () => "z", call: "z", group: (n, l, c) => [n, c], taken: (k, y) => y * C + k },
    transpose: { mixed: 2, code: () => "z.transpose(1, 2)", call: "z.transpose(1, 2)", group: (n, l) => [n, l], taken },
    reshape: { mixed: 2, code: () => "z.reshape(-1, 4)", call: "z.reshape(-1, C)", group: (n, l) => [n, l], taken },
    view: {
      mixed: 3, code: (L) => `z.view(2, 4, ${L})`, call: "z.view(N, C, L)",
      group: (n, l, c, L) => [n, (l * C + c) % L], taken: (k, y, L) => y * L + k,
    },
    dim0: { mixed: 0, dim: 0, group: (n, l, c) => [l, c], taken },
    dim1: { mixed: 1, dim: 1, group: (n, l, c) => [n, c], taken },
    dim2: { mixed: 2, dim: 2, group: (n, l) => [n, l], taken },
  };

  const written = (way, L) => {
    const { dim, code } = WAYS[way];
    if (dim !== undefined) return `F.nll_loss(z.log_softmax(${dim}).transpose(1, 2), y)`;
    return `F.cross_entropy(${code(L)}, ${way === "reshape" ? "y.flatten()" : "y"})`;
  };

  const state = {
    way: choice("plain", Object.keys(WAYS)),
    L: choice("3", ["3", "4"]),
    cell: whole(5, 0, 31),
    // A fourth token is there, and seen with L = 4.
    z: list(number(0, -3, 3), [
      0.3, 2.1, -0.8, 0.4, -0.5, 0.2, 1.9, -1.2, 2.4, -0.7, 0.6, 0.1, 1.8, 0.2, -1.1, 0.5,
      2.6, 0.1, 0.9, -0.4, -0.3, 0.8, -1.5, 1.7, -0.9, 2.2, -0.2, 0.4, 0.7, -0.6, 1.6, 0.3,
    ], 32),
    y: list(whole(0, 0, 3), [1, 2, 0, 0, 0, 3, 1, 2], 8),
  };

  const extremes = Object.keys(WAYS).flatMap((way) => state.L.options.flatMap((L) => [
    { way, L },
    { way, L, cell: 31, z: Array(32).fill(0), y: Array(8).fill(3) },
    { way, L, cell: 0, z: Array.from({ length: 32 }, (_, k) => (k % 3 ? 3 : -3)) },
  ]));

  const mend = (s) => ({ ...s, cell: s.L === "3" && s.cell % 16 > 11 ? s.cell - 4 : s.cell });

  const maths = ({ way, L: length, cell, z, y }) => {
    const L = Number(length);
    const size = L * C;
    // The numbers that are there, example by example, and where each stands.
    const places = Array.from({ length: N * size }, (_, k) => [
      Math.floor(k / size), Math.floor((k % size) / C), k % C,
    ]);
    const logits = places.map(([n, l, c]) => z[16 * n + 4 * l + c]);

    const apart = (group) => {
      const keys = places.map(([n, l, c]) => group(n, l, c, L).join());
      const names = [...new Set(keys)];
      const groups = keys.map((key) => names.indexOf(key));
      const probs = [];
      names.forEach((_, id) => {
        const members = [...groups.keys()].filter((k) => groups[k] === id);
        softmax(members.map((k) => logits[k])).forEach((p, m) => (probs[members[m]] = p));
      });
      return { groups, probs };
    };
    const picks = (rule) =>
      places.filter(([, , c]) => c === 0).map(([n, l]) => n * size + rule(l, y[4 * n + l], L));
    const mean = (probs, chosen) => sum(chosen.map((k) => -Math.log(probs[k]))) / chosen.length;

    const { group, taken: rule } = WAYS[way];
    const { groups, probs } = apart(group);
    const raised = Number(way === "plain" && L !== C);
    const truth = picks(taken);
    const chosen = raised ? [] : picks(rule);
    const here = size * Math.floor(cell / 16) + (cell % 16);
    const members = [...groups.keys()].filter((k) => groups[k] === groups[here]);
    return {
      logits, groups, probs, raised, truth, chosen, members, here,
      sums: truth.map((_, row) => sum(probs.slice(row * C, row * C + C))),
      loss: raised ? NaN : mean(probs, chosen),
      right: mean(apart(WAYS.transpose.group).probs, truth),
    };
  };

  const python = ({ way, L: length, y }, { logits, raised }) => {
    const L = Number(length);
    const rows = Array.from({ length: L }, (_, k) => `    ${logits.slice(8 * k, 8 * k + 8).map(py).join(", ")},`);
    const loss = written(way, L);
    const tried = `try:\n    loss = ${loss}\nexcept RuntimeError as error:\n    loss = torch.nan\n    print(error)`;
    return `import torch
from torch.nn import functional as F
from celoss import cross_entropy

z = torch.tensor([
${rows.join("\n")}
], dtype=torch.float64).view(2, ${L}, 4)
y = torch.tensor(${py([y.slice(0, L), y.slice(4, 4 + L)])})
${raised ? tried : `loss = ${loss}`}
right = cross_entropy(z.transpose(1, 2), y)
print(loss, right)`;
  };

  const verdict = ({ way, L }, { loss, right, raised }, w) => {
    if (raised) return fill(w.error, { message: `Expected target size [2, 4], got [2, ${L}]` });
    const word = WAYS[way].mixed === 2 ? w.right : show(loss) === show(right) ? w.chance : w.wrong;
    return fill(word, { loss: show(loss), right: show(right) });
  };

  const mixed = ({ way, L }, w) => fill(w.mixed[WAYS[way].mixed], { L });

  const say = (now, numbers, w) => fill(w.said, { verdict: verdict(now, numbers, w), mixed: mixed(now, w) });

  const draw = (x) => {
    const { words: w } = x;
    const labels = [];
    const sums = [];
    const rows = [];
    let members = [];
    let groups = [];
    const light = (lit) => labels.forEach((label, k) => label.classList.toggle("x-axis-lit", lit.includes(k)));

    // The cells are one group of radio buttons: one stop of the tabulator, arrows move on, up and down by a row.
    const cell = (n, l, c) => {
      const place = 16 * n + 4 * l + c;
      const input = h("input", {
        type: "radio", name: `${x.id}-cell`, value: place, change: () => x.set({ cell: place }),
        keydown: (event) => {
          const step = { ArrowUp: -C, ArrowDown: C }[event.key];
          if (!step) return;
          event.preventDefault();
          const k = labels.indexOf(input.parentElement);
          const shown = labels.filter((label) => !label.closest("tr").hidden);
          const next = shown[(shown.indexOf(labels[k]) + step + shown.length) % shown.length].firstChild;
          next.focus();
          next.click();
        },
      });
      const label = h("label", {
        pointerenter: () => light(where.filter((_, k) => groups[k] === groups[label.index])),
      }, input, h("span", { class: "x-axis-mark" }), h("span", {}), h("span", {}));
      labels.push(label);
      return h("td", {}, label);
    };
    // The label of each number that is there.
    let where = [];

    const block = (n) => {
      const head = [w.token, ...w.classes, w.sum].map((name) => h("th", { scope: "col" }, name));
      const lines = [0, 1, 2, 3].map((l) => {
        const total = h("td", {});
        sums.push(total);
        const line = h("tr", {}, h("th", { scope: "row" }, l + 1), ...w.classes.map((_, c) => cell(n, l, c)), total);
        rows.push(line);
        return line;
      });
      return h("table", { class: `x-axis-block x-axis-${n}` }, h("caption", {}, w.examples[n]),
        h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...lines));
    };
    const blocks = h("div", { class: "x-axis-blocks", pointerleave: () => light(members) }, block(0), block(1));

    const shape = h("p", { class: "x-name" });
    const call = h("code", {});
    const result = h("p", { class: "x-big" });
    const why = h("p", {});
    const options = (all) => Object.entries(WAYS).filter(([, way]) => ("dim" in way) === !all);
    const code = (text) => h("code", {}, text);
    const legend = w.legend.map((part) => h("span", {}, part));
    x.body.append(
      x.radios("L", w.length, state.L.options.map((L) => [L, L])),
      x.radios("way", w.calls, options(true).map(([key, way]) => [key, code(way.call)])),
      x.radios("way", w.dims, options(false).map(([key, way]) => [key, code(`dim=${way.dim}`)])),
      shape, h("p", {}, call), result, why,
      h("p", { class: "x-name" }, w.touch), blocks,
      h("p", { class: "x-name x-axis-legend" }, ...legend),
    );

    return (now, numbers) => {
      const L = Number(now.L);
      where = labels.map((_, k) => k).filter((k) => k % 16 < L * C);
      groups = numbers.groups;
      members = numbers.members.map((k) => where[k]);
      shape.textContent = fill(w.shape, { L });
      call.textContent = written(now.way, L);
      result.textContent = verdict(now, numbers, w);
      result.classList.toggle("x-truth", result.textContent.startsWith("✗"));
      why.textContent = mixed(now, w);
      legend[1].hidden = Boolean(numbers.raised);
      rows.forEach((row, k) => (row.hidden = k % 4 >= L));
      for (const cell of blocks.querySelectorAll("[data-number]")) cell.removeAttribute("data-number");
      where.forEach((place, k) => {
        const label = labels[place];
        const [input, mark, logit, p] = label.children;
        const [isTrue, isTaken] = [numbers.truth.includes(k), numbers.chosen.includes(k)];
        const letter = LETTERS[groups[k]];
        label.index = k;
        label.classList.toggle("x-axis-chosen", k === numbers.here);
        input.checked = k === numbers.here;
        mark.textContent = `${letter} ${isTrue ? "★" : ""}${isTaken ? "◆" : ""}`;
        logit.textContent = show(numbers.logits[k], 1);
        Object.assign(p.dataset, { number: `probs.${k}`, digits: 2 });
        p.textContent = show(numbers.probs[k], 2);
        input.setAttribute("aria-label", fill(w.cell, {
          example: w.examples[Math.floor(place / 16)], l: Math.floor((place % 16) / 4) + 1, name: w.classes[place % 4],
          z: logit.textContent, p: p.textContent, letter, mark: w.marks[Number(isTrue) + 2 * Number(isTaken)],
        }));
      });
      numbers.sums.forEach((total, row) => {
        const place = sums[4 * Math.floor(row / L) + (row % L)];
        Object.assign(place.dataset, { number: `sums.${row}`, digits: 2 });
        place.textContent = show(total, 2);
        place.classList.toggle("x-axis-off", Math.abs(total - 1) > 0.005);
      });
      light(members);
    };
  };

  Explorable.define("axis", { words, state, extremes, mend, maths, python, say, draw, shown: ["loss", "right"] });
}
