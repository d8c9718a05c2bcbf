// The mass: what stands before the log-probabilities, the floor of the loss, and the logits that reach it.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, choice, sum, logSoftmax, show, py, fill, clamp, h, s, scale, line, axes } = Explorable;

  const words = {
    title: "The mass",
    hint:
      "Drag the first logit down to meet its dotted line: the model is less sure of the true class, but its " +
      "loss falls.",
    smoothing: "label smoothing ε",
    kind: "target",
    index: "a class index",
    soft: "probabilities",
    truth: "true class",
    target: "target t (dashed frame) and mass a (filled)",
    targetOf: "target probability of class {c}",
    mass: "mass a = w · ((1 − ε) · t + ε / 3)",
    logits: "logits (bars) and the nearest best logits (dotted lines)",
    logit: "logit of class {c}",
    best: "best logits: log a + a constant, chosen to keep the mean",
    probs: "probabilities p",
    bestProbs: "best probabilities: a / sum of a",
    any: "any",
    gradient: "gradient: p · (sum of a) − a",
    loss: "loss = −sum of a · log p = {loss}",
    parts: "= floor {floor} + excess {excess}",
    go: "Go to the best logits",
    curve: "loss, if the logit of class {c} moves alone",
    axis: "logit of class {c}",
    floor: "floor",
    weights: "Class weights (reduction='none')",
    weight: "weight w of class {c}",
    nothing: "There is no mass: every model has the loss 0.",
    reached: "The gradient is 0: the loss is at its floor.",
    far: "A class without mass has the best logit −∞: logits that are finite come as near to the floor as you like.",
    sure: "Class {c} is more probable than its share of the mass: a gradient step lowers its logit.",
    said: "The loss is {loss}, its floor {floor}. {verdict}",
  };

  const state = {
    z: list(number(0, -10, 10), [6, 0, 0], 3),
    eps: number(0.1, 0, 1, 0.01),
    kind: choice("index", ["index", "soft"]),
    y: whole(0, 0, 2),
    t: list(number(0, 0, 1, 0.01), [0.7, 0.2, 0.1], 3),
    w: list(number(1, 0, 10, 0.5), [1, 1, 1], 3),
  };

  const truthOf = ({ kind, y, t }) => (kind === "soft" ? t : t.map((_, c) => Number(c === y)));
  const settle = (value) => (Math.abs(value) < 1e-13 ? 0 : value); // rounding, where the mathematics has 0
  const times = (a, b) => (a ? a * b : 0); // 0 times minus infinity is 0

  const maths = (now) => {
    const { z, eps, w } = now;
    const mass = truthOf(now).map((share, c) => w[c] * ((1 - eps) * share + eps / 3));
    const total = sum(mass);
    const logProbs = logSoftmax(z);
    const probs = logProbs.map(Math.exp);
    // Without any mass all logits are as good, those at hand too.
    const logBest = total ? mass.map((a) => Math.log(a / total)) : logProbs;
    // Any constant will do; this one keeps the mean over the classes with mass, as gradient steps do.
    const some = z.map((_, c) => c).filter((c) => Number.isFinite(logBest[c]));
    const shift = sum(some.map((c) => z[c] - logBest[c])) / some.length;
    const loss = -sum(mass.map((a, c) => times(a, logProbs[c])));
    const floor = -sum(mass.map((a, c) => times(a, logBest[c])));
    return {
      mass, total, probs, loss, floor,
      excess: settle(loss - floor),
      best: logBest.map((value) => value + shift),
      best_probs: logBest.map(Math.exp),
      gradient: mass.map((a, c) => settle(probs[c] * total - a)),
    };
  };

  const python = ({ z, eps, kind, y, t, w }, { total }) => `import numpy as np
from celoss import cross_entropy, cross_entropy_gradient, entropy
from celoss.targets import target_mass

logits, weight = np.array(${py(z)}, float), np.array(${py(w)}, float)
target, eps = np.array(${kind === "soft" ? `${py(t)}, float` : y}), ${py(eps)}
mass, _ = target_mass(logits, target, weight, label_smoothing=eps)
options = {"label_smoothing": eps, "reduction": "none"}
loss = cross_entropy(logits, target, weight, **options)
gradient = cross_entropy_gradient(logits, target, weight, **options)
${total ? `best_probs = mass / mass.sum()
log_best, some = np.log(best_probs), mass > 0
best = log_best + (logits - log_best)[some].mean()
floor = mass.sum() * entropy(best_probs)` : "best, floor = logits, 0.0  # no mass: all logits are as good"}
print(mass, loss, floor, best, gradient, sep="\\n")`;

  const verdict = (_, { total, excess, mass, gradient }, w) => {
    if (!total) return w.nothing;
    if (!excess) return w.reached;
    if (excess < 0.001 && mass.includes(0)) return w.far;
    return fill(w.sure, { c: gradient.indexOf(Math.max(...gradient)) });
  };

  const say = (now, numbers, w) =>
    fill(w.said, { loss: show(numbers.loss, 2), floor: show(numbers.floor, 2), verdict: verdict(now, numbers, w) });

  // The best logits within the scale; where one is minus infinity, the largest is 5 and the scale's end stands for it.
  const reach = (best) => {
    const [low, high] = [Math.min(...best), Math.max(...best)];
    const shift = low === -Infinity ? 5 - high : clamp(0, -10 - low, 10 - high);
    return best.map((value) => clamp(value + shift, -10, 10));
  };

  const draw = (x) => {
    const { words: w } = x;
    const massStage = x.stage(120, w.target);
    const logitStage = x.stage(170, w.logits);
    const curveStage = x.stage(150, "");
    const middle = (stage, c) => ((c + 0.5) * stage.width) / 3;
    const wide = (stage) => Math.min(70, stage.width / 6);
    const Z = scale([-11, 10], [logitStage.height, 16]);
    const heightOf = (top) => scale([0, top], [massStage.height - 1, 16]);
    let M = heightOf(1);

    const row = (label, ...cells) => h("div", { role: "group", "aria-label": label },
      h("div", { class: "x-name" }, label), h("div", { class: "x-columns" }, ...cells));
    const each = (make) => [0, 1, 2].map(make);
    const numbersOf = (label, key, digits = 3) =>
      row(label, ...each((c) => h("output", { "data-number": `${key}.${c}`, "data-digits": digits })));
    const grips = (key, label, value) => each((c) =>
      x.handle(s("g", {}, s("rect", { class: "x-grip", height: 30 }), s("line", { class: "x-edge" })), [key, c],
        { label: fill(label, { c }), vertical: true, value }));
    const place = (node, left, width, y) => {
      const [grip, edge] = node.children;
      const set = (to, values) => Object.entries(values).forEach(([name, value]) => to.setAttribute(name, value));
      set(grip, { x: left - 4, width: width + 8, y: y - 15 });
      set(edge, { x1: left + 2, x2: left + width - 2, y1: y, y2: y });
    };

    const targets = grips("t", w.targetOf, (event) => M.invert(massStage.place(event)[1]));
    const logits = grips("z", w.logit, (event) => Z.invert(logitStage.place(event)[1]));
    massStage.svg.append(...targets);
    logitStage.svg.append(...logits);

    const truths = row(w.truth, ...each((c) => h("label", { class: "x-toggle" },
      h("input", { type: "radio", name: `${x.id}-truth`, change: () => x.set({ y: c }) }), h("span", {}, c))));
    truths.setAttribute("role", "radiogroup");
    const shares = row(w.soft, ...each((c) => x.entry(["t", c], fill(w.targetOf, { c }))));
    const go = x.button(w.go, () => x.set({ z: reach(maths(x.state).best) }), { class: "x-button x-main" });
    const filled = (template) => template.split(/\{(\w+)\}/).map((part, n) =>
      (n % 2 ? h("output", { "data-number": part, "data-digits": 3 }) : part));
    const sentence = h("p", {});
    const curveName = h("div", { class: "x-name" });

    x.body.append(
      h("div", { class: "x-controls" }, x.slider("eps", w.smoothing),
        x.radios("kind", w.kind, [["index", w.index], ["soft", w.soft]])),
      h("div", { class: "x-mass-two" },
        h("div", {}, h("div", { class: "x-name" }, w.target), massStage.svg, truths, shares, numbersOf(w.mass, "mass"),
          h("details", { class: "x-more" }, h("summary", {}, w.weights),
            h("div", { class: "x-controls" },
              ...each((c) => x.slider(["w", c], fill(w.weight, { c }), { digits: 1 }))))),
        h("div", {}, h("div", { class: "x-name" }, w.logits), logitStage.svg,
          h("div", { class: "x-columns" }, ...each((c) => x.entry(["z", c], fill(w.logit, { c }))))),
        h("div", {}, h("p", { class: "x-big" }, ...filled(w.loss), h("br"), ...filled(w.parts)), sentence,
          curveName, curveStage.svg),
        h("div", {}, go, numbersOf(w.best, "best", 2), numbersOf(w.probs, "probs"),
          numbersOf(w.bestProbs, "best_probs"), numbersOf(w.gradient, "gradient"))),
    );

    const paintMass = (now, { mass }) => {
      const top = [1, 2, 5, 10].find((value) => value >= Math.max(1, ...mass) - 1e-9);
      M = heightOf(top);
      const width = wide(massStage) / 2;
      const soft = now.kind === "soft";
      massStage.paint(
        ...[0, top / 2, top].flatMap((value) => [
          s("line", { x1: 0, x2: massStage.width, y1: M(value), y2: M(value), class: "x-grid" }),
          value ? s("text", { x: 0, y: M(value) - 3 }, String(value)) : "",
        ]),
        ...truthOf(now).flatMap((share, c) =>
          [[share, -width - 2, "x-dashed"], [mass[c], 2, "x-fill-truth"]].map(([value, by, kind]) =>
            s("rect", { x: middle(massStage, c) + by, width, y: M(value), height: M(0) - M(value), class: kind }))),
      );
      targets.forEach((node, c) => {
        node.style.display = soft ? "" : "none";
        place(node, middle(massStage, c) - width - 2, width, M(now.t[c]));
      });
      truths.hidden = soft;
      shares.hidden = !soft;
      truths.querySelectorAll("input").forEach((input, c) => (input.checked = c === now.y));
    };

    const paintLogits = ({ z }, { best }) => {
      const width = wide(logitStage);
      logitStage.paint(
        ...[-10, 0, 10].flatMap((value) => [
          s("line", { x1: 0, x2: logitStage.width, y1: Z(value), y2: Z(value), class: value ? "x-grid" : "x-axis" }),
          s("text", { x: 0, y: Z(value) - 3 }, show(value, 0)),
        ]),
        ...z.map((value, c) => s("rect", {
          x: middle(logitStage, c) - width / 2, width, y: Math.min(Z(0), Z(value)), height: Math.abs(Z(value) - Z(0)),
          class: "x-fill-model",
        })),
        ...best.flatMap((value, c) => {
          const [at, y] = [middle(logitStage, c), Z(clamp(value, -10.5, 11))];
          const beyond = value === -Infinity ? "−∞" : value < -10.5 ? "↓" : value > 11 ? "↑" : "";
          return [
            s("path", { d: `M${at - width * 0.8},${y}H${at + width * 0.8}`, class: "x-line-good" }),
            s("text", { x: at + width / 2 + 3, y: y - 4 }, beyond),
          ];
        }),
      );
      logits.forEach((node, c) => place(node, middle(logitStage, c) - width / 2, width, Z(z[c])));
    };

    const paintCurve = (now, { mass, loss: here, floor: least }) => {
      const c = mass.indexOf(Math.max(...mass));
      curveName.textContent = fill(w.curve, { c });
      curveStage.svg.setAttribute("aria-label", curveName.textContent);
      const curve = Array.from({ length: 81 }, (_, step) => {
        const z = now.z.map((old, k) => (k === c ? step / 4 - 10 : old));
        return [z[c], maths({ ...now, z }).loss];
      });
      const top = Math.max(1, 1.3 * here, 2 * least);
      const { X, Y, group } = axes(curveStage, { x: [-10, 10], y: [0, top], xname: fill(w.axis, { c }) });
      curveStage.paint(
        group,
        s("path", { d: `M${X(-10)},${Y(least)}H${X(10)}`, class: "x-line-good" }),
        s("text", { x: X(-10) + 4, y: Y(least) - 4, class: "x-over" }, w.floor),
        s("path", { d: line(curve.map(([a, b]) => [X(a), b > top ? NaN : Y(b)])), class: "x-line" }),
        s("circle", { cx: X(now.z[c]), cy: Y(here), r: 5, class: "x-mark" }),
      );
    };

    const marked = [...x.body.querySelectorAll("[data-number]")].map((cell) => [cell, cell.dataset.number]);

    return (now, numbers) => {
      paintMass(now, numbers);
      paintLogits(now, numbers);
      paintCurve(now, numbers);
      for (const [cell, path] of marked) {
        const any = !numbers.total && path.startsWith("best");
        if (any) delete cell.dataset.number;
        else cell.dataset.number = path;
        const value = path.split(".").reduce((inner, key) => inner[key], numbers);
        cell.textContent = any ? w.any : show(value, Number(cell.dataset.digits));
      }
      sentence.textContent = verdict(now, numbers, w);
    };
  };

  const extremes = [
    { eps: 0 },
    { eps: 0, kind: "soft", t: [0, 0, 0] },
    { w: [0, 0, 0] },
    { eps: 1, z: [0, 0, 0] },
    { eps: 0, w: [0, 1, 1] },
    { kind: "soft", t: [1, 1, 1], w: [10, 10, 10], z: [10, -10, -10] },
    { eps: 0, z: [-10, -10, -10], y: 1 },
    { eps: 0, kind: "soft", t: [0.5, 0.5, 0], z: [10, 10, -10] },
  ];

  const shown = ["mass", "loss", "floor", "best", "gradient"];
  Explorable.define("mass", { words, state, maths, python, say, draw, extremes, shown });
}
