// Softmax and the loss: logits as bars to drag; probabilities, loss and gradient follow.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, choice, sum, logSoftmax, show, py, clamp, fill, h, s, grow, scale, line } = Explorable;
  const LIMIT = 6;

  const words = {
    title: "Softmax and the loss",
    hint: "Drag a logit: probabilities and loss follow.",
    names: ["cat", "dog", "bird", "fish", "frog", "bee"],
    truth: "true class",
    logits: "logits",
    logit: "logit of {name}",
    arrows: "arrow: next step",
    all: "add to all",
    lower: "Subtract 1 from every logit",
    raise: "Add 1 to every logit",
    probabilities: "probabilities",
    gradient: "gradient",
    loss: "loss = −log {p} =\u00a0{loss}\u00a0nats",
    step: "Take a gradient step",
    steps: "loss after each step",
    more: "More to move",
    temperature: "temperature",
    rate: "step size",
    classes: "classes",
    fewer: "One class fewer",
    another: "One class more",
    view: "show probabilities as",
    bars: "bars",
    simplex: "a point in a triangle, to drag",
    simplexLabel: "The three probabilities as a point in a triangle; the nearer a corner, the likelier its class",
    said: "{name} has probability {p}. The loss is {loss} nats.",
  };

  const state = {
    z: list(number(0, -LIMIT, LIMIT), [2, 1, 0.1], 3, 6),
    y: whole(1, 0, 5),
    T: number(1, 0.1, 10, 0.1, true),
    rate: number(2, 0.1, 10, 0.1, true),
    view: choice("bars", ["bars", "simplex"]),
  };

  const mend = (s) => ({
    ...s,
    y: Math.min(s.y, s.z.length - 1),
    view: s.z.length === 3 ? s.view : "bars",
  });

  const extremes = [0, LIMIT, -LIMIT].flatMap((value) => [0.1, 1, 10].flatMap((T) => [
    { z: [value, value, value], T },
    { z: [value, value, value, value, value, value], T, y: 5 },
    { z: [value, -value, -value, -value, -value, -value], T, rate: 10 },
    { z: [value, -value, value], T, view: "simplex", rate: 10 },
  ]));

  const maths = ({ z, y, T }) => {
    const logProbs = logSoftmax(z.map((value) => value / T));
    const probs = logProbs.map(Math.exp);
    // Of the true class: minus the others, since p − 1 would cancel.
    const others = sum(probs.filter((_, k) => k !== y));
    const loss = others < 0.5 ? -Math.log1p(-others) : -logProbs[y];
    return { logits: z, probs, loss, gradient: probs.map((p, k) => (k === y ? -others : p) / T) };
  };

  const python = ({ z, y, T }) => `import numpy as np
from celoss import cross_entropy, cross_entropy_gradient, softmax

logits = np.array(${py(z)})
target, T = np.array(${y}), ${py(T)}
probs = softmax(logits / T)
loss = cross_entropy(logits / T, target)
gradient = cross_entropy_gradient(logits / T, target) / T
print(probs, loss, gradient, sep="\\n")`;

  const say = ({ y }, { probs, loss }, w) =>
    fill(w.said, { name: w.names[y], p: show(probs[y], 2), loss: show(loss, 2) });

  // The probability with as many digits as the loss shown needs; near 1 it is 1 less what is missing.
  const shownProb = (p, others, loss) => {
    if (p > 0.999) return `(1 − ${show(others)})`;
    let text;
    for (let digits = 3; digits < 12; digits++) {
      text = p < 0.001 ? p.toExponential(digits - 1) : p.toPrecision(digits);
      if (show(-Math.log(Number(text))) === show(loss)) break;
    }
    return text.replace("-", "−");
  };

  // Where a step takes the logits, within their limits.
  const stepped = ({ z, rate }, { gradient }) =>
    z.map((value, k) => clamp(value - rate * gradient[k], -LIMIT, LIMIT));

  const draw = (x) => {
    const { words: w } = x;
    let trail = []; // the numbers of the steps since the last change by hand
    let seen, stepping;

    const logitStage = x.stage(122, w.logits);
    const probStage = x.stage(72, w.probabilities);
    const lossStage = x.stage(64, w.steps);
    const columns = () => x.state.z.length;
    const Y = scale([-LIMIT, LIMIT], [logitStage.height - 5, 5]);
    const middle = (stage, k) => ((k + 0.5) * stage.width) / columns();
    const barWidth = (stage) => Math.min(44, (0.6 * stage.width) / columns());

    // The corners of the triangle are the classes 0, 1 and 2.
    const triangle = () => {
      const side = Math.min(probStage.width - 100, 190);
      const left = (probStage.width - side) / 2;
      return [[left, 184], [left + side, 184], [left + side / 2, 184 - 0.866 * side]];
    };
    const inTriangle = ({ probs }) => {
      const corners = triangle();
      return [0, 1].map((axis) => sum(probs.map((p, k) => p * corners[k][axis])));
    };

    const dragPoint = (event) => {
      const [[ax, ay], [bx], [, cy]] = triangle();
      const [px, py] = probStage.place(event);
      const third = (ay - py) / (ay - cy);
      const second = (px - ax) / (bx - ax) - third / 2;
      const logs = [1 - second - third, second, third].map((p) => x.state.T * Math.log(Math.max(p, 1e-3)));
      const z = logs.map((value) => value - sum(logs) / 3);
      const far = Math.max(1, ...z.map((value) => Math.abs(value) / LIMIT));
      x.set({ z: z.map((value) => value / far) });
    };
    const point = s("circle", {
      r: 12, class: "x-mark x-handle",
      pointerdown: (event) => point.setPointerCapture(event.pointerId),
      pointermove: (event) => point.hasPointerCapture(event.pointerId) && dragPoint(event),
    });
    const handles = s("g", {});
    probStage.svg.append(point);
    logitStage.svg.append(handles);

    const cells = (kind = "") => h("div", { class: `x-columns ${kind}` });
    const [truths, entries, probCells, gradientCells] = [cells("x-truths"), cells(), cells(), cells()];
    const row = (label, beside, ...content) => h("div", { class: "x-softmax-row", role: "group", "aria-label": label },
      h("div", { class: "x-name" }, h("span", {}, label), ...beside), h("div", {}, ...content));

    const shift = (by) => () => {
      const { z } = x.state;
      const room = by > 0 ? LIMIT - Math.max(...z) : -LIMIT - Math.min(...z);
      const step = Math.abs(room) < 1 ? room : by;
      x.set({ z: z.map((value) => Number((value + step).toPrecision(12))) });
    };
    const lower = x.button("−1", shift(-1), { "aria-label": w.lower });
    const raise = x.button("+1", shift(1), { "aria-label": w.raise });

    const all = h("span", {}, w.all, " ", h("span", {}, lower, " ", raise));

    const loss = h("p", { class: "x-big" });
    const step = x.button(w.step, () => {
      stepping = true;
      x.set({ z: stepped(x.state, trail.at(-1)) });
      stepping = false;
    }, { class: "x-button x-main" });

    const resize = (by) => () => x.set({ z: by > 0 ? [...x.state.z, 0] : x.state.z.slice(0, -1) });
    const fewer = x.button("−", resize(-1), { "aria-label": w.fewer });
    const another = x.button("+", resize(1), { "aria-label": w.another });
    const count = h("output", {});
    const view = x.radios("view", w.view, [["bars", w.bars], ["simplex", w.simplex]]);

    x.body.append(
      h("div", { class: "x-softmax" }, h("div", {},
        h("div", {},
          row(w.truth, [], truths),
          row(w.logits, [h("span", {}, w.arrows), all], logitStage.svg, entries),
          row(w.probabilities, [], probStage.svg, probCells),
          row(w.gradient, [], gradientCells)),
        h("div", { class: "x-softmax-loss" }, loss, step, lossStage.svg))),
      h("details", { class: "x-more" }, h("summary", {}, w.more), h("div", { class: "x-controls" },
        x.slider("T", w.temperature), x.slider("rate", w.rate),
        h("span", { class: "x-stepper" }, h("span", {}, w.classes), fewer, count, another), view)),
    );

    const bar = (stage, k, from, to) => s("rect", {
      x: middle(stage, k) - barWidth(stage) / 2, width: barWidth(stage), y: Math.min(from, to),
      height: Math.abs(to - from), class: k === x.state.y ? "x-fill-truth" : "x-fill-model",
    });

    const place = (node, values) => {
      for (const [name, value] of Object.entries(values)) node.setAttribute(name, value);
    };

    const paintLogits = (state, numbers) => {
      const nodes = [s("line", { x1: 0, x2: logitStage.width, y1: Y(0), y2: Y(0), class: "x-axis" })];
      const width = barWidth(logitStage);
      const next = stepped(state, numbers);
      state.z.forEach((value, k) => {
        nodes.push(bar(logitStage, k, Y(0), Y(value)));
        const [from, tip] = [Y(value), Y(next[k])];
        const a = middle(logitStage, k) + width / 2 + Math.min(7, width / 4);
        if (Math.abs(tip - from) < 8) return; // little more than its head
        const back = tip - 5 * Math.sign(tip - from);
        const d = `M${a},${from}V${tip}M${a - 4},${back}L${a},${tip}L${a + 4},${back}`;
        nodes.push(s("path", { d, class: "x-arrow" }));
      });
      logitStage.paint(...nodes);
      const drawn = () => s("g", {}, s("rect", { class: "x-grip" }), s("line", { class: "x-edge" }));
      grow(handles, columns(), (k) => x.handle(drawn(), ["z", k], {
        label: fill(w.logit, { name: w.names[k] }), vertical: true,
        value: (event) => Y.invert(logitStage.place(event)[1]),
      })).forEach((node, k) => {
        const [top, left] = [Y(state.z[k]), middle(logitStage, k) - width / 2];
        const high = Math.min(top, Y(0)) - 14;
        place(node.children[0], { x: left - 6, width: width + 12, y: high, height: Math.max(top, Y(0)) + 14 - high });
        place(node.children[1], { x1: left, x2: left + width, y1: top, y2: top });
      });
    };

    const paintBars = ({ probs }) => {
      const P = scale([0, 1], [probStage.height - 1, 3]);
      probStage.paint(
        ...[0, 0.5, 1].map((p) => s("line", { x1: 0, x2: probStage.width, y1: P(p), y2: P(p), class: "x-grid" })),
        ...probs.map((p, k) => bar(probStage, k, P(0), P(p))),
      );
    };

    const paintTriangle = ({ y }, numbers) => {
      const corners = triangle();
      const [cx, cy] = inTriangle(numbers);
      const path = trail.map(inTriangle);
      probStage.paint(
        s("path", { d: `${line(corners)}Z`, class: "x-outline" }),
        s("path", { d: line([[cx, cy], corners[y]]), class: "x-dashed" }),
        s("path", { d: line(path), class: "x-line" }),
        ...path.map(([a, b]) => s("circle", { cx: a, cy: b, r: 3, class: "x-mark" })),
        ...corners.map(([a, b], k) => s("text", {
          x: a + [-8, 8, 0][k], y: b + [4, 4, -6][k], "text-anchor": ["end", "start", "middle"][k],
          class: k === y ? "x-truth" : "",
        }, w.names[k])),
      );
      place(point, { cx, cy });
    };

    const paintLoss = () => {
      const losses = trail.map((each) => each.loss);
      const X = scale([0, Math.max(losses.length - 1, 10)], [4, lossStage.width - 4]);
      const L = scale([0, Math.max(...losses) || 1], [lossStage.height - 4, 20]);
      lossStage.paint(
        s("line", { x1: 0, x2: lossStage.width, y1: L(0), y2: L(0), class: "x-axis" }),
        s("path", { d: line(losses.map((value, k) => [X(k), L(value)])), class: "x-line" }),
        ...losses.map((value, k) => s("circle", { cx: X(k), cy: L(value), r: 3, class: "x-mark" })),
        s("text", { x: 0, y: 11 }, w.steps),
      );
    };

    const numberCells = (parent, key, values) => {
      const cell = (k) => h("output", { "data-number": `${key}.${k}`, "data-digits": 2 });
      grow(parent, columns(), cell).forEach((node, k) => (node.textContent = show(values[k], 2)));
    };

    return Object.assign((state, numbers) => {
      const simplex = state.view === "simplex";
      const now = JSON.stringify([state.z, state.y, state.T]);
      if (now !== seen) trail = [...(stepping ? trail : []), numbers].slice(-60);
      seen = now;
      probStage.height = simplex ? 190 : 72;
      place(probStage.svg, { height: probStage.height, "aria-label": simplex ? w.simplexLabel : w.probabilities });
      point.style.display = simplex ? "" : "none";
      paintLogits(state, numbers);
      if (simplex) paintTriangle(state, numbers);
      else paintBars(numbers);
      paintLoss();
      grow(entries, columns(), (k) => x.entry(["z", k], fill(w.logit, { name: w.names[k] })));
      numberCells(probCells, "probs", numbers.probs);
      [...probCells.children].forEach((cell, k) => {
        if (simplex) cell.dataset.name = w.names[k];
        else delete cell.dataset.name;
      });
      numberCells(gradientCells, "gradient", numbers.gradient);
      grow(truths, columns(), (k) => h("label", {}, h("input", {
        type: "radio", name: `${x.id}-truth`, value: k, change: () => x.set({ y: k }),
      }), h("span", {}, w.names[k]))).forEach((label, k) => (label.firstChild.checked = k === state.y));
      const p = shownProb(numbers.probs[state.y], -state.T * numbers.gradient[state.y], numbers.loss);
      const [before, after] = fill(w.loss, { p, loss: "\n" }).split("\n");
      loss.replaceChildren(before, h("output", { "data-number": "loss" }, show(numbers.loss)), after);
      count.textContent = state.z.length;
      lower.disabled = Math.min(...state.z) === -LIMIT;
      raise.disabled = Math.max(...state.z) === LIMIT;
      fewer.disabled = columns() === 3;
      another.disabled = columns() === 6;
      view.disabled = columns() !== 3;
    }, { reset: () => (seen = "") });
  };

  Explorable.define("softmax", {
    words, state, mend, extremes, maths, python, say, draw, shown: ["logits", "probs", "loss", "gradient"],
  });
}
