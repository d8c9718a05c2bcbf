// Backward, step by step: the loss as a graph of operations, gradients sent back through one of them at a time; and the
// same loss over two logits, with its Hessian.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, choice, sum, logSoftmax, show, py, fill, h, s, axes, line } = Explorable;

  const words = {
    title: "Backward, step by step",
    hint: "Press “One step back” six times, and watch where 1/p comes in and where it goes.",
    back: "One step back",
    forth: "One step forward",
    view: "show",
    graph: "the graph",
    bowl: "the loss over two logits",
    truth: "true class y",
    logit: "logit of class {k}",
    add: "add to all three",
    column: "class {k}",
    true: "true: {k}",
    gradient: "gradient",
    operations: ["log", "pick", "divide", "sum", "exp", "shift"],
    loss: "loss",
    graphLabel: "Graph: logits, shift, exp, sum, divide, pick, log, loss; gradients have passed {n} of 6 operations",
    start: "Forward is done. Backward starts at the loss, with its derivative by itself: 1.",
    at: "Step {n} of 6: {name}",
    arrives: "arrives",
    local: "× derivative",
    product: "= goes on",
    byExp: "× ∂p/∂e =",
    toExp: "= to e",
    bySum: "× ∂p/∂S =",
    parts: "= to S",
    toSum: "their sum",
    direct: "+ came past S",
    notes: [
      "A small probability makes a large number.",
      "The other classes were not picked: 0.",
      "p = e / S depends on e twice: by itself, and through S. On the way to S, 1/p meets its p.",
      "S is a sum, so each e gets all of 1/S, and what came past S is added.",
      "The factor e turns 1/S into p. At the true class 1/p meets its p again; what is left is −1.",
      "Through the max, the largest logit also gets minus the row’s sum; that is 0. What comes out is p − t.",
    ],
    bowlHint: "Drag the point, or choose a place. Then add to all three: point and lines move along, the loss stays.",
    bowlLabel: "Lines of equal loss over the logits of classes 0 and 1, with the point chosen",
    arrow: "The arrow is minus the gradient: downhill.",
    hessian: "Hessian diag(p) − p pᵀ",
    eigenvalues: "its eigenvalues",
    flat: "The first is 0, for the direction (1, 1, 1), out of this plane. None is negative: no saddle anywhere.",
    said: "After {n} of 6 steps back, the gradient with respect to {name} is {values}.",
    saidBowl: "The loss is {loss}. The eigenvalues of the Hessian are {values}.",
  };

  const state = {
    z: list(number(0, -6, 6), [4, 1, -2], 3),
    y: whole(2, 0, 2),
    step: whole(0, 0, 6),
    add: number(0, -2, 2),
    view: choice("graph", ["graph", "bowl"]),
  };
  const extremes = [
    { z: [0, 0, 0] }, { z: [6, -6, -6], y: 1, add: -2 }, { z: [6, 6, -6], step: 6 }, { z: [-6, -6, -6], view: "bowl" },
  ];

  // Forward, then backward, one operation after the other, as a machine does it: nothing is cancelled on paper.
  const maths = ({ z, y, add }) => {
    const logits = z.map((value) => value + add);
    const largest = Math.max(...logits);
    const shifted = logits.map((value) => value - largest);
    const exps = shifted.map(Math.exp);
    const total = sum(exps);
    const probs = exps.map((value) => value / total);
    const picked = probs[y];
    const truth = probs.map((_, k) => (k === y ? 1 : 0));
    const by_picked = -1 / picked;
    const by_probs = truth.map((t) => t && by_picked);
    const direct = by_probs.map((g) => g && g / total);
    const local_total = exps.map((e) => -e / total ** 2);
    const shares = by_probs.map((g, k) => g && g * local_total[k]);
    const by_total = sum(shares);
    const by_exps = direct.map((g) => g + by_total);
    const by_shifted = by_exps.map((g, k) => g * exps[k]);
    const top = logits.indexOf(largest);
    const rest = sum(by_shifted);
    const gradient = by_shifted.map((g, k) => g - (k === top ? rest : 0));
    const others = (k) => sum(probs.filter((_, i) => i !== k));
    const hessian = probs.map((p, k) => probs.map((q, j) => (j === k ? p * others(k) : -p * q)));
    // One eigenvalue is 0; the sum and the product of the others give them, here without a difference of like numbers.
    const [a, b, c] = [[0, 1], [1, 2], [2, 0]].map(([i, j]) => probs[i] * probs[j]);
    const larger = a + b + c + Math.sqrt(((a - b) ** 2 + (b - c) ** 2 + (c - a) ** 2) / 2);
    const eigenvalues = [0, (3 * probs[0] * probs[1] * probs[2]) / larger, larger];
    return {
      logits, shifted, exps, total, probs, picked, truth, loss: -logSoftmax(logits)[y],
      by_loss: 1, by_picked, by_probs, inverse: 1 / total, direct, local_total, shares, by_total, by_exps,
      by_shifted, gradient, hessian, eigenvalues, ones: [1, 1, 1],
    };
  };

  const python = ({ z, y, add }) => `import numpy as np
from celoss import cross_entropy, softmax
from celoss.gradients import softmax_backward

y, logits = ${y}, np.array(${py(z)}) + ${py(add)}
probs = softmax(logits)
loss = cross_entropy(logits, np.array(y))
by_probs = np.where(np.arange(3) == y, -1 / probs, 0)
gradient = softmax_backward(by_probs, probs)
hessian = np.diag(probs) - np.outer(probs, probs)
eigenvalues = np.linalg.eigvalsh(hessian)
print(by_probs, gradient, hessian, eigenvalues, loss, sep="\\n")`;

  // The rows of the table: symbol, key of the value, key of the gradient, the step that brings it.
  const rows = [
    ["z", "logits", "gradient", 6], ["u = z − max", "shifted", "by_shifted", 5], ["e = exp u", "exps", "by_exps", 4],
    ["S = sum of e", "total", "by_total", 3], ["p = e / S", "probs", "by_probs", 2], ["p_y", "picked", "by_picked", 1],
    ["−log p_y", "loss", "by_loss", 0],
  ];

  // The gradients as formulas, for a class that is not the true one and for it. Brackets hold the 1/p that will go.
  const formulas = {
    gradient: ["p − 0", "p − 1"], by_shifted: ["p", "p − 1"], by_exps: ["1/S", "1/S − [1/p]·1/S"],
    direct: ["", "−[1/p]·1/S"], by_total: ["1/S"], by_probs: ["", "−[1/p]"], by_picked: ["−[1/p]"],
  };

  // What a step shows: lines of a word, its formula, and the numbers' key.
  const steps = [
    [["arrives", "", "by_loss"], ["local", "−[1/p]", "by_picked"], ["product", "", "by_picked"]],
    [["arrives", "", "by_picked"], ["local", "t", "truth"], ["product", "", "by_probs"]],
    [
      ["arrives", "", "by_probs"], ["byExp", "1/S", "inverse"], ["toExp", "", "direct"],
      ["bySum", "−p/S", "local_total"], ["parts", "[1/p]·(p)/S", "shares"], ["toSum", "1/S", "by_total"],
    ],
    [["arrives", "", "by_total"], ["local", "1", "ones"], ["direct", "", "direct"], ["product", "", "by_exps"]],
    [["arrives", "", "by_exps"], ["local", "e = p·S", "exps"], ["product", "p − [1/p]·(p)·t", "by_shifted"]],
    [["arrives", "", "by_shifted"], ["local", "1", "ones"], ["product", "p − t", "gradient"]],
  ];

  const classes = [0, 1, 2];
  const names = ["loss", "p_y", "p", "S", "e", "u", "z"];
  const digits = (value) => (Math.abs(value) >= 100 ? 1 : 3);
  const told = (value) => [value].flat().map((each) => show(each, 2)).join(", ");

  const say = ({ step, view }, numbers, w) => {
    if (view === "bowl") return fill(w.saidBowl, { loss: show(numbers.loss, 2), values: told(numbers.eigenvalues) });
    if (!step) return w.start;
    return fill(w.said, { n: step, name: names[step].replace("_", " "), values: told(numbers[rows[6 - step][2]]) });
  };

  // A formula as HTML: _y below the line, [1/p] and (p), which cancel, in boxes.
  const formula = (text) => text.split(/(_y|\[.*?\]|\(.*?\))/).map((part) => {
    if (part === "_y") return h("sub", {}, "y");
    if (/^[[(]/.test(part)) return h("span", { class: "x-backward-meets" }, part.slice(1, -1));
    return part;
  });

  const draw = (x) => {
    const { words: w } = x;
    const graphStage = x.stage(104, w.graph);
    const bowlStage = x.stage(300, w.bowlLabel);
    const place = { X: null, Y: null };

    const go = (by) => () => x.set({ step: x.state.step + by });
    const back = x.button(w.back, go(1), { class: "x-button x-main" });
    const forth = x.button(w.forth, go(-1));
    const table = h("table", { class: "x-table" });
    const panel = h("div", {});
    const matrix = h("table", { class: "x-table" });
    const values = h("p", { class: "x-big" });
    const loss = h("p", {});

    const graph = h("div", {},
      graphStage.svg, h("p", { class: "x-stepper" }, back, forth),
      h("div", { class: "x-backward-sides" }, panel, table));
    const bowl = h("div", {},
      h("p", { class: "x-hint" }, w.bowlHint),
      h("div", { class: "x-backward-sides" }, bowlStage.svg, h("div", {},
        loss, h("p", { class: "x-name" }, w.hessian), matrix, h("p", { class: "x-name" }, w.eigenvalues), values,
        h("p", { class: "x-hint" }, w.flat), h("p", { class: "x-hint" }, w.arrow))));
    const add = x.slider("add", w.add);
    const sliders = classes.map((k) => x.slider(["z", k], fill(w.logit, { k }), { digits: 1 }));
    const hint = x.element.querySelector(".x-hint");
    x.body.append(
      x.radios("view", w.view, [["graph", w.graph], ["bowl", w.bowl]]), graph, bowl,
      h("div", { class: "x-controls" }, ...sliders, add),
      x.radios("y", w.truth, classes.map((k) => [k, String(k)])),
    );

    const output = (key, value) =>
      h("output", { "data-number": key, "data-digits": digits(value) }, show(value, digits(value)));

    // Cells of a row: one for each class, or one below all three.
    const cells = (key, numbers, formulae = []) => {
      const value = numbers[key];
      if (!Array.isArray(value)) {
        const small = h("small", {}, ...formula(formulae[0] ?? ""));
        return [h("td", { colspan: 3, class: "x-backward-one" }, output(key, value), small)];
      }
      return value.map((each, k) => h("td", {}, output(`${key}.${k}`, each),
        h("small", {}, ...formula((k === x.state.y ? formulae[1] : formulae[0]) ?? ""))));
    };

    const head = (y) => h("tr", {}, h("td", {}), ...classes.map((k) =>
      h("th", { scope: "col", class: k === y ? "x-truth" : "" }, fill(k === y ? w.true : w.column, { k }))));

    const paintTable = ({ y, step }, numbers) => table.replaceChildren(h("thead", {}, head(y)), h("tbody", {},
      ...rows.flatMap(([symbol, key, by, from]) => {
        const shown = step === 3 && by === "by_exps" ? "direct" : by; // what comes through the sum is to follow
        const value = h("tr", {}, h("th", { scope: "row" }, ...formula(symbol)), ...cells(key, numbers));
        if (step < from && shown === by) return [value];
        return [value, h("tr", { class: `x-backward-gradient${step === from ? " x-backward-now" : ""}` },
          h("th", { scope: "row" }, w.gradient), ...cells(shown, numbers, formulas[shown]))];
      })));

    const paintPanel = ({ y, step }, numbers) => {
      if (!step) return panel.replaceChildren(h("p", {}, w.start));
      const lines = steps[step - 1].map(([word, text, key]) =>
        h("tr", {}, h("th", { scope: "row" }, `${w[word]} `, h("span", {}, ...formula(text))), ...cells(key, numbers)));
      panel.replaceChildren(
        h("p", {}, h("b", {}, fill(w.at, { n: step, name: w.operations[step - 1] }))),
        h("table", { class: "x-table" }, h("thead", {}, head(y)), h("tbody", {}, ...lines)),
        h("p", { class: "x-hint" }, w.notes[step - 1]),
      );
    };

    // Boxes of the graph and the operations between them; S lies beside the way from e to p.
    const paintGraph = ({ step }) => {
      const unit = graphStage.width / 6;
      const at = { z: 0.5, u: 1.5, e: 2.5, S: 3, p: 3.5, p_y: 4.5, loss: 5.5 };
      const spot = (name) => [at[name] * unit, name === "S" ? 16 : 66];
      const edges = [
        ["p_y", "loss", 1], ["p", "p_y", 2], ["e", "p", 3], ["S", "p", 3], ["e", "S", 4], ["u", "e", 5], ["z", "u", 6],
      ];
      const nodes = edges.map(([from, to, number]) => {
        const [[ax, ay], [bx, by]] = [spot(from), spot(to)];
        const length = Math.hypot(bx - ax, by - ay);
        const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
        const [start, end] = [[ax + 17 * dx, ay + 17 * dy], [bx - 17 * dx, by - 17 * dy]];
        const passed = step >= number;
        const [[tx, ty], sign] = passed ? [start, 1] : [end, -1];
        const wing = (side) => [tx + 5 * (sign * dx - side * dy), ty + 5 * (sign * dy + side * dx)];
        return s("path", { d: line([start, end]) + line([wing(1), [tx, ty], wing(-1)]),
          class: passed ? `x-line-truth${step === number ? " x-backward-thick" : ""}` : "x-line" });
      });
      w.operations.forEach((name, k) => {
        const sumAt = k === 3;
        nodes.push(s("text", { x: sumAt ? 3 * unit - 22 : [5, 4, 3, 0, 2, 1][k] * unit, y: sumAt ? 20 : 98,
          "text-anchor": sumAt ? "end" : "middle", class: k === step - 1 ? "x-truth" : "" }, name));
      });
      Object.keys(at).forEach((name) => {
        const [a, b] = spot(name);
        const reached = step >= names.indexOf(name) || (name === "e" && step === 3);
        nodes.push(
          s("circle", { cx: a, cy: b, r: 15, class: reached ? "x-backward-reached" : "x-backward-node" }),
          s("text", { x: a, y: b + 4, "text-anchor": "middle" },
            ...(name === "p_y" ? ["p", s("tspan", { dy: 3 }, "y")] : [name === "loss" ? w.loss : name])),
        );
      });
      graphStage.svg.setAttribute("aria-label", fill(w.graphLabel, { n: step }));
      graphStage.paint(...nodes);
    };

    // Lines of equal loss: in each triangle of a grid the line between the places where its sides cross the level.
    const contour = (heights, count, level, X, Y) => {
      const path = [];
      const cross = ([i, a], [j, b]) => {
        const part = (level - heights[i][a]) / (heights[j][b] - heights[i][a]);
        return [X(i + part * (j - i)), Y(a + part * (b - a))];
      };
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < count; j++) {
          for (const corner of [[i, j + 1], [i + 1, j]]) {
            const triangle = [[i, j], corner, [i + 1, j + 1]];
            const above = triangle.filter(([a, b]) => heights[a][b] > level);
            const below = triangle.filter(([a, b]) => heights[a][b] <= level);
            const [lone, pair] = above.length === 1 ? [above, below] : [below, above];
            if (lone.length === 1) path.push(pair.map((other) => cross(lone[0], other)));
          }
        }
      }
      return path;
    };

    const paintBowl = ({ y }, { logits, gradient, loss: here }) => {
      const count = 40;
      bowlStage.height = bowlStage.width + 8;
      bowlStage.svg.setAttribute("height", bowlStage.height);
      const xticks = [-8, -4, 0, 4, 8];
      const range = [-8, 8];
      const { X, Y, group } =
        axes(bowlStage, { x: range, y: range, xname: "z₀", yname: "z₁", xticks, yticks: xticks });
      Object.assign(place, { X, Y });
      const at = (index) => -8 + (16 * index) / count;
      const heights = Array.from({ length: count + 1 }, (_, i) => Array.from({ length: count + 1 }, (_, j) =>
        -logSoftmax([at(i), at(j), logits[2]])[y]));
      const curve = (level) => contour(heights, count, level, (i) => X(at(i)), (j) => Y(at(j)));
      const nodes = [];
      for (const level of [0.1, 0.5, 1, 2, 4, 6, 8, 10, 12, 14]) {
        const segments = curve(level);
        if (!segments.length) continue;
        nodes.push(s("path", { d: segments.map(line).join(""), class: "x-backward-level" }));
        const [a, b] = segments[Math.floor(segments.length / 6)][0];
        if (level > 0.5) nodes.push(s("text", { x: a, y: b + 4, class: "x-backward-label" }, level));
      }
      const [a, b] = [X(logits[0]), Y(logits[1])];
      const [dx, dy] = [-50 * gradient[0], 50 * gradient[1]];
      const length = Math.hypot(dx, dy);
      const wing = (side) => [a + dx - (5 * (dx - side * dy)) / length, b + dy - (5 * (dy + side * dx)) / length];
      const tip = [a + dx, b + dy];
      const arrow = line([[a, b], tip]) + line([wing(1), tip, wing(-1)]);
      if (length > 3) nodes.push(s("path", { d: arrow, class: "x-arrow" }));
      bowlStage.paint(group, s("path", { d: curve(here).map(line).join(""), class: "x-line-truth" }), ...nodes);
      point.setAttribute("cx", a);
      point.setAttribute("cy", b);
    };

    const choose = (event) => {
      const [a, b] = bowlStage.place(event);
      const near = (value) => Math.round(10 * (value - x.state.add)) / 10;
      x.set({ z: [near(place.X.invert(a)), near(place.Y.invert(b)), x.state.z[2]] });
    };
    const point = s("circle", {
      r: 12, class: "x-mark x-handle",
      pointerdown: (event) => point.setPointerCapture(event.pointerId),
      pointermove: (event) => point.hasPointerCapture(event.pointerId) && choose(event),
    });
    bowlStage.svg.append(point);
    bowlStage.svg.addEventListener("click", choose);

    const paintMatrix = ({ hessian, eigenvalues, loss: value }) => {
      matrix.replaceChildren(h("tbody", {}, ...hessian.map((row, k) =>
        h("tr", {}, ...row.map((each, j) => h("td", {}, output(`hessian.${k}.${j}`, each)))))));
      values.replaceChildren(...eigenvalues.flatMap((each, k) => [k ? ", " : "", output(`eigenvalues.${k}`, each)]));
      loss.replaceChildren(`${w.loss} `, output("loss", value));
    };

    return (state, numbers) => {
      const isBowl = state.view === "bowl";
      graph.hidden = hint.hidden = isBowl;
      bowl.hidden = !isBowl;
      back.disabled = state.step === 6;
      forth.disabled = state.step === 0;
      if (isBowl) paintBowl(state, numbers);
      else paintGraph(state);
      paintMatrix(numbers);
      paintPanel(state, numbers);
      paintTable(state, numbers);
    };
  };

  Explorable.define("backward", {
    words, state, maths, python, say, draw, extremes,
    shown: ["probs", "loss", "by_probs", "gradient", "hessian", "eigenvalues"],
  });
}
