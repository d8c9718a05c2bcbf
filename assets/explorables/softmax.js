// Softmax and the loss: logits as bars to drag; probabilities, loss and gradient follow.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, choice, sum, logSoftmax, show, py, fill, h, s, grow, scale, line } = Explorable;

  const words = {
    title: "Softmax and the loss",
    hint: "Drag a bar of the first row, or choose another true class.",
    names: ["cat", "dog", "bird", "fish", "frog", "bee"],
    logits: "logits",
    logit: "logit of {name}",
    probabilities: "probabilities",
    gradient: "gradient",
    truth: "true class",
    loss: "loss = −log {p} = ",
    nats: "nats",
    step: "Take a gradient step",
    steps: "loss after each step",
    more: "More to move",
    temperature: "temperature",
    add: "add to every logit",
    rate: "step size",
    classes: "classes",
    fewer: "One class fewer",
    another: "One class more",
    view: "show probabilities as",
    bars: "bars",
    simplex: "a point in a triangle",
    simplexLabel: "The three probabilities as a point in a triangle; the nearer a corner, the likelier its class",
    arrows: "An arrow shows where a step moves a logit.",
    said: "{name} has probability {p}. The loss is {loss} nats.",
  };

  const state = {
    z: list(number(0, -6, 6), [2, 1, 0.1], 3, 6),
    y: whole(0, 0, 5),
    T: number(1, 0.1, 10, 0.1, true),
    add: number(0, -6, 6),
    rate: number(1, 0.1, 10, 0.1, true),
    view: choice("bars", ["bars", "simplex"]),
  };

  const mend = (s) => ({
    ...s,
    y: Math.min(s.y, s.z.length - 1),
    view: s.z.length === 3 ? s.view : "bars",
  });

  const maths = ({ z, y, T, add }) => {
    const logits = z.map((value) => value + add);
    const logProbs = logSoftmax(logits.map((value) => value / T));
    const probs = logProbs.map(Math.exp);
    const gradient = probs.map((p, k) => (p - (k === y ? 1 : 0)) / T);
    return { logits, probs, loss: -logProbs[y], gradient };
  };

  const python = ({ z, y, T, add }) => `import numpy as np
from celoss import cross_entropy, cross_entropy_gradient, softmax

logits = np.array(${py(z)}) + ${py(add)}
target, T = np.array(${y}), ${py(T)}
probs = softmax(logits / T)
loss = cross_entropy(logits / T, target)
gradient = cross_entropy_gradient(logits / T, target) / T
print(probs, loss, gradient, sep="\\n")`;

  const say = ({ y }, { probs, loss }, w) =>
    fill(w.said, { name: w.names[y], p: show(probs[y], 2), loss: show(loss, 2) });

  const draw = (x) => {
    const { words: w } = x;
    let trail = [];

    const logitStage = x.stage(168, w.logits);
    const probStage = x.stage(110, w.probabilities);
    const lossStage = x.stage(70, w.steps);
    const handles = s("g", {});
    logitStage.svg.append(handles);
    const columns = () => x.state.z.length;
    const range = () => [Math.min(-6, x.state.add - 6), Math.max(6, x.state.add + 6)];
    const height = () => scale(range(), [logitStage.height - 8, 8]);
    const middle = (stage, k) => ((k + 0.5) * stage.width) / columns();

    // The point in the triangle: its corners are the classes 0, 1 and 2.
    const triangle = () => {
      const side = Math.min(probStage.width - 120, 200);
      const left = (probStage.width - side) / 2;
      return [[left, 178], [left + side, 178], [left + side / 2, 178 - 0.866 * side]];
    };
    const inTriangle = (p, corners) => [0, 1].map((axis) => sum(p.map((share, k) => share * corners[k][axis])));

    const dragPoint = (event) => {
      const [[ax, ay], [bx], [, cy]] = triangle();
      const [px, py] = probStage.place(event);
      const third = (ay - py) / (ay - cy);
      const second = (px - ax) / (bx - ax) - third / 2;
      const probs = [1 - second - third, second, third].map((p) => Math.max(p, 1e-4));
      const z = probs.map((p) => x.state.T * Math.log(p / sum(probs)));
      const mean = sum(z) / 3;
      x.set({ z: z.map((value) => value - mean) });
    };
    const point = s("circle", {
      r: 9, class: "x-mark x-handle",
      pointerdown: (event) => point.setPointerCapture(event.pointerId),
      pointermove: (event) => point.hasPointerCapture(event.pointerId) && ((trail = []), dragPoint(event)),
    });
    probStage.svg.append(point);

    const row = (label, kind) => {
      const cells = h("div", { class: `x-columns ${kind}` });
      return [h("div", { class: "x-row", role: "group", "aria-label": label }, h("span", { class: "x-name" }, label), cells), cells];
    };
    const [entryRow, entries] = row(w.logits, "");
    const [probRow, probCells] = row(w.probabilities, "");
    const [gradientRow, gradientCells] = row(w.gradient, "");
    const [truthRow, truths] = row(w.truth, "x-truths");
    truthRow.setAttribute("role", "radiogroup");

    const loss = h("p", { class: "x-big" });
    const step = x.button(w.step, () => {
      const { z, rate } = x.state;
      const { gradient, loss: before, probs } = maths(x.state);
      if (!trail.length) trail.push([before, probs]);
      x.set({ z: z.map((value, k) => value - rate * gradient[k]) });
      const after = maths(x.state);
      trail = [...trail, [after.loss, after.probs]].slice(-60);
      update(x.state, after);
    }, { class: "x-button x-main" });

    const resize = (by) => () => {
      const z = by > 0 ? [...x.state.z, 0] : x.state.z.slice(0, -1);
      trail = [];
      x.set({ z });
    };
    const fewer = x.button("−", resize(-1), { "aria-label": w.fewer });
    const another = x.button("+", resize(1), { "aria-label": w.another });
    const classes = h("span", { class: "x-stepper" }, h("span", {}, w.classes), fewer, h("output", {}), another);
    const view = x.radios("view", w.view, [["bars", w.bars], ["simplex", w.simplex]]);

    x.body.append(
      h("div", { class: "x-name" }, w.logits), logitStage.svg, entryRow,
      h("div", { class: "x-name" }, w.probabilities), probStage.svg, probRow, gradientRow, truthRow,
      h("div", { class: "x-loss" }, loss, step, lossStage.svg),
      h("details", { class: "x-more" }, h("summary", {}, w.more), h("div", { class: "x-controls" },
        x.slider("T", w.temperature), x.slider("add", w.add), x.slider("rate", w.rate), classes, view,
        h("p", { class: "x-hint" }, w.arrows))),
    );

    const bar = (stage, k, from, to, kind) => {
      const width = Math.min(44, (0.6 * stage.width) / columns());
      return s("rect", {
        x: middle(stage, k) - width / 2, width, y: Math.min(from, to), height: Math.abs(to - from), class: kind,
      });
    };

    const paintLogits = ({ y }, { logits, gradient }) => {
      const Y = height();
      const nodes = [s("line", { x1: 0, x2: logitStage.width, y1: Y(0), y2: Y(0), class: "x-axis" })];
      logits.forEach((value, k) => {
        nodes.push(bar(logitStage, k, Y(0), Y(value), k === y ? "x-fill-truth" : "x-fill-model"));
        const length = -34 * Math.max(-1, Math.min(1, gradient[k])); // a step goes against the gradient
        if (Math.abs(length) < 1.5) return;
        const [a, b] = [middle(logitStage, k) + Math.min(26, 0.34 * logitStage.width / columns()) + 4, Y(value)];
        const tip = b - length;
        const back = tip + 5 * Math.sign(length);
        nodes.push(s("path", { d: `M${a},${b}V${tip}M${a - 4},${back}L${a},${tip}L${a + 4},${back}`, class: "x-arrow" }));
      });
      logitStage.paint(...nodes);
      grow(handles, columns(), (k) => x.handle(s("g", {}, s("rect", { class: "x-grip" }), s("line", { class: "x-edge" })),
        ["z", k], {
          label: fill(w.logit, { name: w.names[k] }), vertical: true, digits: 1,
          value: (event) => ((trail = []), height().invert(logitStage.place(event)[1]) - x.state.add),
        })).forEach((node, k) => {
        const [grip, edge] = node.children;
        const width = Math.min(44, (0.6 * logitStage.width) / columns());
        const place = { x: middle(logitStage, k) - width / 2 - 6, width: width + 12, y: Y(logits[k]) - 16, height: 32 };
        for (const [name, value] of Object.entries(place)) grip.setAttribute(name, value);
        const [x1, y1] = [middle(logitStage, k) - width / 2, Y(logits[k])];
        for (const [name, value] of Object.entries({ x1, x2: x1 + width, y1, y2: y1 })) edge.setAttribute(name, value);
      });
    };

    const paintBars = ({ y }, { probs }) => {
      const Y = scale([0, 1], [probStage.height - 1, 6]);
      probStage.paint(
        ...[0, 0.5, 1].map((p) => s("line", { x1: 0, x2: probStage.width, y1: Y(p), y2: Y(p), class: "x-grid" })),
        ...probs.map((p, k) => bar(probStage, k, Y(0), Y(p), k === y ? "x-fill-truth" : "x-fill-model")),
      );
    };

    const paintTriangle = ({ y }, { probs }) => {
      const corners = triangle();
      const [px, py] = inTriangle(probs, corners);
      const names = corners.map(([a, b], k) => s("text", {
        x: a + [-8, 8, 0][k], y: b + [4, 4, -8][k], "text-anchor": ["end", "start", "middle"][k],
        class: k === y ? "x-truth" : "",
      }, w.names[k]));
      const path = trail.map(([, p]) => inTriangle(p, corners));
      probStage.paint(
        s("path", { d: `${line(corners)}Z`, class: "x-outline" }),
        s("path", { d: line([[px, py], corners[y]]), class: "x-dashed" }),
        s("path", { d: line(path), class: "x-line" }), ...names,
      );
      point.setAttribute("cx", px);
      point.setAttribute("cy", py);
    };

    const paintLoss = () => {
      const losses = trail.map(([value]) => value);
      lossStage.svg.style.display = losses.length > 1 ? "" : "none";
      if (losses.length < 2) return;
      const X = scale([0, Math.max(losses.length - 1, 10)], [6, lossStage.width - 6]);
      const Y = scale([0, Math.max(...losses)], [lossStage.height - 4, 18]);
      lossStage.paint(
        s("line", { x1: 0, x2: lossStage.width, y1: Y(0), y2: Y(0), class: "x-axis" }),
        s("path", { d: line(losses.map((value, k) => [X(k), Y(value)])), class: "x-line" }),
        ...losses.map((value, k) => s("circle", { cx: X(k), cy: Y(value), r: 2.5, class: "x-mark" })),
        s("text", { x: 0, y: 11 }, w.steps),
      );
    };

    const numberCells = (cells, values) =>
      grow(cells, columns(), () => h("output", {})).forEach((cell, k) => (cell.textContent = show(values[k], 2)));

    const update = (state, numbers) => {
      const simplex = state.view === "simplex";
      probStage.height = simplex ? 200 : 110;
      probStage.svg.setAttribute("height", probStage.height);
      probStage.svg.setAttribute("aria-label", simplex ? w.simplexLabel : w.probabilities);
      point.style.display = simplex ? "" : "none";
      paintLogits(state, numbers);
      (simplex ? paintTriangle : paintBars)(state, numbers);
      paintLoss();
      grow(entries, columns(), (k) => x.entry(["z", k], fill(w.logit, { name: w.names[k] }), 1));
      numberCells(probCells, numbers.probs);
      numberCells(gradientCells, numbers.gradient);
      grow(truths, columns(), (k) => h("label", {}, h("input", {
        type: "radio", name: `${x.id}-truth`, value: k, change: () => ((trail = []), x.set({ y: k })),
      }), h("span", {}, w.names[k]))).forEach((label, k) => (label.firstChild.checked = k === state.y));
      loss.replaceChildren(
        fill(w.loss, { p: show(numbers.probs[state.y], 3) }),
        h("output", { "data-number": "loss" }, show(numbers.loss, 3)), ` ${w.nats}`,
      );
      classes.querySelector("output").textContent = state.z.length;
      fewer.disabled = state.z.length === 3;
      another.disabled = state.z.length === 6;
      view.disabled = state.z.length !== 3;
    };
    update.reset = () => (trail = []);
    return update;
  };

  Explorable.define("softmax", { words, state, mend, maths, python, say, draw, shown: ["logits", "probs", "loss", "gradient"] });
}
