// The price of a probability: a forecast for three kinds of weather, and what it costs on average under four prices.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { number, list, sum, show, py, fill, h, s, scale, line } = Explorable;

  const words = {
    title: "The price of a probability",
    hint:
      "Drag the borders of your forecast and try to pay less than honesty costs. " +
      "Then move the truth: under which price does no lie ever pay?",
    rule:
      "Each day you pay a price for the probability q that you gave to the weather that came. " +
      "Shown are means under the truth.",
    names: ["rain", "clouds", "sun"],
    truth: "The truth: rain {0}, clouds {1}, sun {2}",
    forecast: "Your forecast: rain {0}, clouds {1}, sun {2}",
    shares: "rain {0}, clouds {1}, sun {2}",
    bars: "Truth and forecast, each a bar with two borders to drag",
    truthBorders: ["truth: border of rain and clouds", "truth: border of clouds and sun"],
    forecastBorders: ["forecast: border of rain and clouds", "forecast: border of clouds and sun"],
    honest: "Be honest",
    prices: ["surprise, −log q", "linear, 1 − q", "quadratic, (1 − q)²", "Brier score, Σ (qⱼ − tⱼ)²"],
    yours: "your forecast",
    honesty: "honesty",
    least: "the cheapest",
    cheapest: "Take the cheapest",
    saves: "Your lie saves {d}.",
    costs: "Your lie costs {d} extra.",
    same: "Your lie changes nothing.",
    none: "Your forecast is honest.",
    possible: "A lie can save {d}.",
    never: "No lie pays here.",
    map: "All forecasts as points of a triangle: each corner is sure of one kind of weather",
    legend: "Each triangle holds all forecasts; in a corner, one kind of weather is sure.",
    marks: ["the truth", "your forecast", "the cheapest forecast", "lies that cost less than honesty"],
    more: "A price that looks at the other probabilities too",
    brier:
      "The three prices above look only at q. The Brier score looks at all three probabilities " +
      "(t is 1 for what came, 0 for the others), and lets no lie pay either.",
    said:
      "You pay {0} by the surprise, {1} by the linear and {2} by the quadratic price. Honesty pays {3}, {4} and {5}.",
  };

  const border = number(0, 0, 1, 0.01);
  const state = {
    truth: list(border, [0.5, 0.8], 2),
    forecast: list(border, [0.61, 0.97], 2),
  };

  const mend = (state) => {
    for (const borders of Object.values(state)) borders.sort((a, b) => a - b);
    return state;
  };

  const distribution = ([a, b]) => [a, b - a, 1 - b].map((share) => Number(share.toPrecision(12)));

  // The mean of a price of what happened; what never happens is never paid.
  const mean = (price) => (p, q) => sum(p.map((share, c) => (share === 0 ? 0 : share * price(q[c]))));
  const prices = [
    mean((q) => 0 - Math.log(q)),
    mean((q) => 1 - q),
    mean((q) => (1 - q) ** 2),
    (p, q) => sum(q.map((share, c) => share * share - 2 * p[c] * share)) + 1,
  ];

  // Where the quadratic price is least, p (1 − q) is the same for all classes announced; the unlikely may be left out.
  const quadraticBest = (p) => {
    const order = [0, 1, 2].sort((a, b) => p[b] - p[a]);
    for (let kept = 3; ; kept--) {
      const among = order.slice(0, kept);
      const level = (kept - 1) / sum(among.map((c) => 1 / p[c]));
      if (kept > 1 && level >= p[among.at(-1)]) continue;
      return p.map((share, c) => (among.includes(c) ? 1 - level / share : 0));
    }
  };

  const cheapest = (p) => [p, p.map((_, c) => (c === p.indexOf(Math.max(...p)) ? 1 : 0)), quadraticBest(p), p];

  const maths = (state) => {
    const [truth, forecast] = [distribution(state.truth), distribution(state.forecast)];
    const best = cheapest(truth);
    return {
      truth, forecast, best,
      yours: prices.map((price) => price(truth, forecast)),
      honest: prices.map((price) => price(truth, truth)),
      least: prices.map((price, k) => price(truth, best[k])),
    };
  };

  const python = (_, { truth, forecast }) => `import numpy as np
from celoss import cross_entropy_of, entropy

truth = np.array(${py(truth)})
forecast = np.array(${py(forecast)})
brier = lambda q: ((np.eye(3) - q) ** 2).sum(axis=1)
prices = [lambda q: 1 - q, lambda q: (1 - q) ** 2, brier]

yours = [cross_entropy_of(truth, forecast)]  # of the surprise
yours += [truth @ price(forecast) for price in prices]
honest = [entropy(truth)]
honest += [truth @ price(truth) for price in prices]
print(np.array([yours, honest]))`;

  const say = (_, { yours, honest }, w) =>
    fill(w.said, [...yours.slice(0, 3), ...honest.slice(0, 3)].map((price) => show(price, 2)));

  // The forecasts that cost less than honesty: a convex set, seen from the cheapest. Its edge is searched on rays.
  const region = (price, truth, best) => {
    const limit = price(truth, truth);
    return Array.from({ length: 360 }, (_, k) => {
      const angle = (k * Math.PI) / 180;
      const [a, b] = [Math.cos(angle), Math.sin(angle)];
      const ray = [a - b / 2, b, -a - b / 2];
      const at = (length) => best.map((share, c) => Math.max(0, share + length * ray[c]));
      let [low, high] = [0, Math.min(...best.map((share, c) => (ray[c] < 0 ? share / -ray[c] : Infinity)))];
      if (price(truth, at(high)) <= limit) return at(high);
      for (let turn = 0; turn < 16; turn++) {
        const middle = (low + high) / 2;
        if (price(truth, at(middle)) <= limit) low = middle;
        else high = middle;
      }
      return at(low);
    });
  };

  const draw = (x) => {
    const { words: w } = x;
    const shares = (template, values) => fill(template, values.map((share) => show(share, 2)));

    // ---- The two bars; a border pushes the other before it ----
    const bars = x.stage(104, w.bars);
    const handles = s("g", {});
    bars.svg.append(handles);
    const across = () => scale([0, 1], [2, bars.width - 2]);
    const tops = { truth: 4, forecast: 68 };
    const borders = ["truth", "forecast"].flatMap((who) => [0, 1].map((k) => {
      const node = s("g", {},
        s("rect", { class: "x-grip", x: -14, y: -4, width: 28, height: 40 }),
        s("path", { class: "x-edge", d: "M0,0v32" }),
        s("circle", { cy: 16, r: 6, class: who === "truth" ? "x-fill-truth" : "x-mark" }));
      x.handle(node, [who, k], {
        label: w[`${who}Borders`][k],
        say: () => shares(w.shares, distribution(x.state[who])),
        value: (event) => {
          const value = Math.round(100 * Math.min(1, Math.max(0, across().invert(bars.place(event)[0])))) / 100;
          x.set({ [who]: x.state[who].map((old, i) => (i < k ? Math.min(old, value) : Math.max(old, value))) }, true);
          return value;
        },
      });
      handles.append(node);
      return { node, who, k };
    }));
    const [truthLine, forecastLine] = [h("p", { class: "x-truth" }), h("p", {})];

    const paintBars = (numbers) => {
      const X = across();
      const nodes = [];
      for (const [who, top] of Object.entries(tops)) {
        let start = 0;
        numbers[who].forEach((share, c) => {
          const [from, to] = [X(start), X(start + share)];
          nodes.push(s("rect", {
            x: from, y: top, width: Math.max(0, to - from), height: 32, "fill-opacity": [0.5, 0.28, 0.08][c],
            class: who === "truth" ? "x-fill-truth" : "x-fill-model", "stroke-opacity": 0,
          }));
          const text = to - from > 50 ? w.names[c] : "";
          nodes.push(s("text", { x: (from + to) / 2, y: top + 20, "text-anchor": "middle" }, text));
          start += share;
        });
        nodes.push(s("rect", { x: X(0), y: top, width: X(1) - X(0), height: 32, class: "x-outline" }));
      }
      const guide = (cut) => s("path", { d: `M${X(cut)},36v32`, class: "x-dashed" });
      nodes.push(...x.state.truth.map(guide));
      bars.paint(...nodes);
      for (const { node, who, k } of borders) {
        const [at, top] = [X(x.state[who][k]), tops[who]];
        node.setAttribute("transform", `translate(${at},${top})`);
      }
    };

    // ---- A card a price: the triangle of all forecasts, three numbers, a verdict ----
    const announce = (q) => x.set({ forecast: [q[0], q[0] + q[1]].map((cut) => Number(cut.toFixed(4))) });
    const cards = w.prices.map((name, k) => {
      const stage = x.stage(172, `${name}. ${w.map}`);
      const corners = () => {
        const side = Math.min(stage.width - 12, 140);
        const left = (stage.width - side) / 2;
        return [[left, 146], [left + side, 146], [left + side / 2, 146 - 0.866 * side]];
      };
      const place = (q) => [0, 1].map((axis) => sum(q.map((share, c) => share * corners()[c][axis])));
      const follow = (event) => {
        const [[ax, ay], [bx], [, cy]] = corners();
        const [px, py] = stage.place(event);
        const third = Math.min(1, Math.max(0, (ay - py) / (ay - cy)));
        const second = Math.min(1 - third, Math.max(0, (px - ax) / (bx - ax) - third / 2));
        announce([1 - second - third, second]);
      };
      const point = s("g", {
        class: "x-handle",
        pointerdown: (event) => point.setPointerCapture(event.pointerId),
        pointermove: (event) => point.hasPointerCapture(event.pointerId) && follow(event),
      }, s("circle", { r: 14, class: "x-grip" }), s("circle", { r: 5.5, class: "x-mark" }));
      stage.svg.append(point);
      stage.svg.addEventListener("click", follow);

      const verdict = h("p", {});
      const button = x.button(w.cheapest, () => {
        const { best, honest, least } = maths(x.state);
        if (honest[k] - least[k] < 1e-9) x.set({ forecast: x.state.truth });
        else announce(best[k]);
      });
      const row = (label, key) =>
        h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, h("output", { "data-number": `${key}.${k}` })));
      const table = h("table", { class: "x-table" },
        h("tbody", {}, row(w.yours, "yours"), row(w.honesty, "honest"), row(w.least, "least")));
      const card = h("div", { class: "x-price-card", role: "group", "aria-label": name },
        h("p", {}, h("b", {}, name)), h("div", { class: "x-price-map" }, stage.svg),
        h("div", {}, table, verdict, button));

      const paint = ({ truth, forecast, best, yours, honest, least }) => {
        const nodes = [s("path", { d: `${line(corners())}Z`, class: "x-outline" })];
        if (honest[k] - least[k] > 1e-9) {
          const edge = region(prices[k], truth, best[k]).map(place);
          nodes.push(s("path", { d: `${line(edge)}Z`, class: "x-price-lies" }));
        }
        const [[a, b], [m, n]] = [place(truth), place(honest[k] - least[k] > 1e-9 ? best[k] : truth)];
        nodes.push(
          s("path", { d: `M${a - 8},${b}L${a},${b - 8}L${a + 8},${b}L${a},${b + 8}Z`, class: "x-fill-truth" }),
          s("path", { d: `M${m - 6},${n}h12M${m},${n - 6}v12`, class: "x-arrow" }),
          ...corners().map(([cx, cy], c) => s("text", {
            x: cx + [-6, 6, 0][c], y: cy + [24, 24, -13][c], "text-anchor": ["start", "end", "middle"][c],
          }, w.names[c])),
        );
        stage.paint(...nodes);
        point.setAttribute("transform", `translate(${place(forecast)})`);
        for (const shown of table.querySelectorAll("output")) {
          const [key, index] = shown.dataset.number.split(".");
          shown.textContent = show({ yours, honest, least }[key][index]);
        }
        const [more, gain] = [yours[k] - honest[k], honest[k] - least[k]];
        const lies = truth.some((share, c) => Math.abs(share - forecast[c]) > 1e-9);
        const judged = !lies ? w.none : Math.abs(more) < 1e-9 ? w.same : more > 0 ? w.costs : w.saves;
        verdict.replaceChildren(
          h("b", {}, fill(judged, { d: show(Math.abs(more)) })), " ",
          gain > 1e-9 ? fill(w.possible, { d: show(gain) }) : w.never);
      };
      return { card, paint };
    });

    const honest = x.button(w.honest, () => x.set({ forecast: x.state.truth }));
    const symbols = [
      s("path", { d: "M8,1L15,8L8,15L1,8Z", class: "x-fill-truth" }),
      s("circle", { cx: 8, cy: 8, r: 5.5, class: "x-mark" }),
      s("path", { d: "M2,8h12M8,2v12", class: "x-arrow" }), s("path", { d: "M1,3h14v10h-14Z", class: "x-price-lies" }),
    ];
    const legend = h("p", { class: "x-price-legend" }, h("span", {}, w.legend), ...symbols.map((symbol, k) =>
      h("span", {}, s("svg", { width: 16, height: 16, "aria-hidden": "true" }, symbol), " ", w.marks[k])));

    x.body.append(
      h("p", { class: "x-hint" }, w.rule),
      truthLine, bars.svg, h("div", { class: "x-price-legend" }, forecastLine, honest), legend,
      h("div", { class: "x-price-cards" }, ...cards.slice(0, 3).map(({ card }) => card)),
      h("details", { class: "x-more" }, h("summary", {}, w.more), h("p", { class: "x-hint" }, w.brier), cards[3].card),
    );

    return (_, numbers) => {
      truthLine.textContent = shares(w.truth, numbers.truth);
      forecastLine.textContent = shares(w.forecast, numbers.forecast);
      paintBars(numbers);
      for (const { paint } of cards) paint(numbers);
    };
  };

  const extremes = [
    { truth: [1 / 3, 2 / 3], forecast: [0, 1] },
    { truth: [1, 1], forecast: [1, 1] },
    { truth: [0, 0], forecast: [1, 1] },
    { truth: [0.5, 1], forecast: [0.5, 0.5] },
    { truth: [0.5, 0.8], forecast: [0.5, 0.8] },
    { truth: [0.4, 0.4], forecast: [0, 0] },
    { truth: [0.01, 0.02], forecast: [0.3, 0.3] },
  ];

  const shown = ["yours", "honest"];
  Explorable.define("price", { words, state, mend, maths, python, say, draw, shown, extremes });
}
