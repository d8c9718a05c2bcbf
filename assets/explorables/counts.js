// Who counts? Tokens with losses, class weights, ignored ones and micro-batches: how much each counts in the gradient.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, whole, list, flag, sum, show, py, fill, h, s, scale } = Explorable;
  const NAMES = [..."abcdefgh"];
  const N = NAMES.length;

  const words = {
    title: "Who counts?",
    hint:
      "Press a gap to cut the batch there (again: to undo it), or untick a token to ignore it: " +
      "how much each token counts changes.",
    losses: "loss of each token, in nats (drag)",
    loss: "loss of token {name}",
    kept: "kept tokens (unticked: ignored, target −100)",
    cuts: "gaps (press: a cut between micro-batches)",
    cut: "cut between {a} and {b}",
    shares: "share of each token: the factor on its gradient",
    inMean: "in the mean over all kept tokens",
    inMeans: "in the mean of the micro-batches’ means (plain gradient accumulation)",
    formula: "Σ weight · loss / Σ weight (the divisor), over kept tokens",
    mean: "mean",
    meanOfMeans: "mean of means",
    weights: "Classes and their weights",
    classes: "class of each token (press)",
    classOf: "class of token {name}: {c}",
    weight: "weight of class {c}",
    none: "No token is kept: the mean is 0/0, which is nan. The gradient is 0.",
    zero:
      "All kept tokens have weight 0: the mean is 0/0, which is nan. The gradient is 0 in celoss, and nan in " +
      "PyTorch.",
    alike: "All tokens that count at all count the same: {share}.",
    most: "The largest share is {share}; token {name} has it.",
    empty:
      "A micro-batch of which nothing is kept has the mean 0/0, which is nan, and the gradient 0. All shares " +
      "together are {total} instead of 1.",
    zeroPart:
      "A micro-batch whose kept tokens all have weight 0 has the mean 0/0, which is nan. Its gradient is 0 " +
      "in celoss, and nan in PyTorch.",
    equal: "The divisors of all micro-batches are equal, and so the two means agree.",
    times:
      "In the mean of means token {name} counts {times} times as much as in the mean: its micro-batch has the " +
      "smallest divisor.",
    said: "The mean is {mean}, the mean of means {means}. {verdict}",
  };

  const state = {
    loss: list(number(1, 0.1, 5), [0.6, 1.1, 0.4, 0.9, 3.5, 1.2, 0.8, 1.5], N),
    y: list(whole(0, 0, 2), [0, 0, 1, 0, 2, 0, 1, 0], N),
    w: list(number(1, 0, 10, 0.5), [1, 1, 1], 3),
    keep: list(flag(true), [true, true, true, true, true, false, false, false], N),
    cut: list(flag(false), [false, false, false, true, false, false, false], N - 1),
  };

  // The micro-batch of each token.
  const batches = (cut) => cut.reduce((places, here) => [...places, places.at(-1) + here], [0]);

  const maths = ({ loss, y, w, keep, cut }) => {
    const weights = y.map((c, n) => (keep[n] ? w[c] : 0));
    const place = batches(cut);
    const many = place.at(-1) + 1;
    const over = (values, b) => sum(values.filter((_, n) => b === undefined || place[n] === b));
    const weighted = weights.map((weight, n) => weight * loss[n]);
    const [numerator, divisor] = [over(weighted), over(weights)];
    const divisors = Array.from({ length: many }, (_, b) => over(weights, b));
    const means = divisors.map((each, b) => over(weighted, b) / each); // 0 / 0 is NaN, as in torch
    return {
      numerator, divisor, divisors, means,
      mean: numerator / divisor,
      mean_of_means: sum(means) / many,
      shares: weights.map((weight) => (weight ? weight / divisor : 0)),
      shares_of_means: weights.map((weight, n) => (weight ? weight / divisors[place[n]] / many : 0)),
    };
  };

  const python = ({ loss, y, w, keep, cut }) => {
    const ends = cut.flatMap((here, n) => (here ? [n + 1] : []));
    return `import numpy as np
from celoss import cross_entropy, cross_entropy_gradient as gradient

losses = np.array([${py(loss)}]).T
classes, weight = np.array(${py(y)}), np.array(${py(w)}, float)
target = np.where(${py(keep.map(Number))}, classes, -100)
others = np.log((1 - np.exp(-losses)) / 2)  # logits that give the losses
logits = np.where(np.eye(3)[classes], -losses, others)
plain = gradient(logits, classes, reduction="none")
parts = np.split(np.arange(${N}), ${py(ends)})
given = [(logits[n], target[n], weight) for n in parts]
mean = cross_entropy(logits, target, weight)
mean_of_means = np.mean([cross_entropy(*g) for g in given])
shares = (gradient(logits, target, weight) / plain)[:, 0]
of_parts = np.concatenate([gradient(*g) for g in given]) / len(parts)
shares_of_means = (of_parts / plain)[:, 0]
print(mean, shares, mean_of_means, shares_of_means, sep="\\n")`;
  };

  const verdict = ({ keep, cut }, { divisor, divisors, shares, shares_of_means }, w) => {
    const place = batches(cut);
    if (!divisor) return keep.includes(true) ? w.zero : w.none;
    if (divisors.includes(0)) {
      const zeros = keep.some((kept, n) => kept && !divisors[place[n]]);
      return zeros ? w.zeroPart : fill(w.empty, { total: show(sum(shares_of_means), 2) });
    }
    const largest = Math.max(...shares);
    const most = { name: NAMES[shares.indexOf(largest)], share: show(largest, 2) };
    if (divisors.length === 1) return fill(keep.every((kept, n) => !kept || shares[n] === largest) ? w.alike : w.most, most);
    const ratios = shares.map((share, n) => (share ? shares_of_means[n] / share : 0));
    const times = Math.max(...ratios);
    if (times < 1 + 1e-9) return w.equal;
    return fill(w.times, { name: NAMES[ratios.indexOf(times)], times: show(times, 2) });
  };

  const say = (now, numbers, w) => fill(w.said, {
    mean: show(numbers.mean, 2), means: show(numbers.mean_of_means, 2), verdict: verdict(now, numbers, w),
  });

  const draw = (x) => {
    const { words: w } = x;
    const lossStage = x.stage(110, w.losses);
    const shareStage = x.stage(132, w.shares);
    for (const { svg } of [lossStage, shareStage]) svg.classList.add("x-counts-stage");
    const middle = (stage, n) => ((n + 0.5) * stage.width) / N;
    const Y = scale([0, 5], [lossStage.height - 1, 18]);

    const handles = NAMES.map((name, n) =>
      x.handle(s("g", {}, s("rect", { class: "x-grip", height: 28 })), ["loss", n], {
        label: fill(w.loss, { name }), vertical: true, digits: 1, value: (event) => Y.invert(lossStage.place(event)[1]),
      }));
    lossStage.svg.append(...handles);

    const row = (label, kind, cells, swatch = "") =>
      h("div", { class: "x-counts-row", role: "group", "aria-label": label },
        h("span", { class: `x-name ${swatch}` }, label), h("div", { class: `x-columns ${kind}` }, ...cells));
    const numbersOf = (key) =>
      NAMES.map((_, n) => h("output", { "data-number": `${key}.${n}`, "data-digits": 2 }));
    const pressed = (press) => h("button", { type: "button", class: "x-button", click: press });
    const flip = (key, n) => () => x.set({ [key]: x.state[key].map((old, i) => (i === n ? !old : old)) });

    const keeps = NAMES.map((name, n) => x.toggle(["keep", n], name));
    const cuts = NAMES.slice(1).map((b, n) => {
      const button = pressed(flip("cut", n));
      button.setAttribute("aria-label", fill(w.cut, { a: NAMES[n], b }));
      return button;
    });
    const classes = NAMES.map((_, n) =>
      pressed(() => x.set({ y: x.state.y.map((old, i) => (i === n ? (old + 1) % 3 : old)) })));
    const [inMean, inMeans] = [numbersOf("shares"), numbersOf("shares_of_means")];
    const secondRow = row(w.inMeans, "", inMeans, "x-counts-swatch x-counts-second");
    const output = (key, digits) => h("output", { "data-number": key, "data-digits": digits });
    const [result, second] = [h("p", { class: "x-big" }), h("p", { class: "x-big" })];
    const sentence = h("p", {});

    x.body.append(
      h("div", { class: "x-name" }, w.losses), lossStage.svg,
      row(w.kept, "", keeps), row(w.cuts, "x-counts-cuts", cuts),
      h("details", { class: "x-more", open: x.state.w.some((weight) => weight !== x.state.w[0]) },
        h("summary", {}, w.weights), row(w.classes, "", classes),
        h("div", { class: "x-controls" },
          ...x.state.w.map((_, c) => x.slider(["w", c], fill(w.weight, { c }), { digits: 1 })))),
      h("div", { class: "x-name" }, w.shares), shareStage.svg,
      row(w.inMean, "", inMean, "x-counts-swatch"), secondRow,
      h("div", { class: "x-name" }, w.formula), result, second, sentence,
    );

    const cutLines = (stage, cut) => cut.flatMap((here, n) => (here ? [s("line", {
      x1: (middle(stage, n) + middle(stage, n + 1)) / 2, x2: (middle(stage, n) + middle(stage, n + 1)) / 2,
      y1: 0, y2: stage.height, class: "x-arrow",
    })] : []));

    const paintLosses = ({ loss, keep, cut }) => {
      const width = Math.min(30, (0.6 * lossStage.width) / N);
      lossStage.paint(...cutLines(lossStage, cut), ...loss.flatMap((value, n) => [
        s("rect", {
          x: middle(lossStage, n) - width / 2, width, y: Y(value), height: Y(0) - Y(value),
          class: keep[n] ? "x-fill-model" : "x-dashed",
        }),
        s("text", { x: middle(lossStage, n), y: Y(value) - 5, "text-anchor": "middle" }, show(value, 1)),
      ]));
      handles.forEach((node, n) => {
        const each = lossStage.width / N;
        const place = { x: n * each, width: each, y: Y(loss[n]) - 14 };
        for (const [name, number] of Object.entries(place)) node.firstChild.setAttribute(name, number);
      });
    };

    const paintShares = ({ cut }, { shares, shares_of_means, divisors }) => {
      const place = batches(cut);
      const twice = divisors.length > 1;
      const largest = Math.max(...shares, ...shares_of_means);
      const top = [0.25, 0.5, 1].find((each) => each >= largest - 1e-9);
      const Z = scale([0, top], [shareStage.height - 1, 44]);
      const width = Math.min(15, (0.36 * shareStage.width) / N) * (twice ? 1 : 2);
      const nodes = [0, top / 2, top].map((share) =>
        s("line", { x1: 0, x2: shareStage.width, y1: Z(share), y2: Z(share), class: "x-grid" }));
      // A bracket over each micro-batch, with its divisor.
      divisors.forEach((divisor, b) => {
        const [from, to] = [place.indexOf(b), place.lastIndexOf(b)];
        const [left, right] = [from, to + 1].map((n, end) => (n * shareStage.width) / N + (end ? -4 : 4));
        nodes.push(s("path", { d: `M${left},24V18H${right}V24`, class: "x-outline" }));
        const text = `÷ ${show(divisor, 1).replace(".0", "")}`;
        nodes.push(s("text", { x: (left + right) / 2, y: 13, "text-anchor": "middle" }, text));
      });
      shares.forEach((share, n) => {
        const at = middle(shareStage, n);
        const bar = (height, from, kind) =>
          s("rect", { x: from, width, y: Z(height), height: Z(0) - Z(height), class: kind });
        nodes.push(bar(share, twice ? at - width - 0.5 : at - width / 2, "x-fill-model"));
        if (twice) nodes.push(bar(shares_of_means[n], at + 0.5, "x-fill-truth"));
      });
      for (const share of [top / 2, top]) {
        nodes.push(s("text", { x: -4, y: Z(share) + 4, "text-anchor": "end" }, String(share)));
      }
      shareStage.paint(...cutLines(shareStage, cut), ...nodes);
    };

    const update = (now, numbers) => {
      paintLosses(now);
      paintShares(now, numbers);
      cuts.forEach((button, n) => button.setAttribute("aria-pressed", now.cut[n]));
      classes.forEach((button, n) => {
        button.textContent = now.y[n];
        button.setAttribute("aria-label", fill(w.classOf, { name: NAMES[n], c: now.y[n] }));
      });
      secondRow.hidden = second.hidden = numbers.means.length === 1;
      result.replaceChildren(`${w.mean} = `,
        output("numerator", 2), " / ", output("divisor", 1), " = ", output("mean", 3));
      second.replaceChildren(`${w.meanOfMeans} = (`,
        ...numbers.means.flatMap((_, b) => [b ? " + " : "", output(`means.${b}`, 2)]),
        `) / ${numbers.means.length} = `, output("mean_of_means", 3));
      for (const cell of x.body.querySelectorAll("[data-number]")) {
        const number = cell.dataset.number.split(".").reduce((inner, key) => inner[key], numbers);
        cell.textContent = show(number, Number(cell.dataset.digits));
      }
      sentence.textContent = verdict(now, numbers, w);
    };
    return update;
  };

  const all = (count, each) => Array(count).fill(each);
  const extremes = [
    { keep: all(N, false) },
    { w: [0, 0, 0] },
    { keep: all(N, false), cut: all(N - 1, true) },
    { keep: all(N, true), cut: all(N - 1, true), w: [1, 0, 10] },
    { keep: all(N, true), y: all(N, 0), w: [10, 0, 0], cut: all(N - 1, false) },
    { loss: all(N, 5), keep: all(N, true) },
    { keep: [true, true, true, true, false, false, false, false] },
  ];

  const shown = ["mean", "shares", "mean_of_means", "shares_of_means"];
  Explorable.define("counts", { words, state, maths, python, say, draw, extremes, shown });
}
