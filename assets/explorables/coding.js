// Coding a text: its letter shares, and what a letter costs with its own code, one for English and one for no language.
"use strict";
if (typeof require === "function") require("./explorable.js");

{
  const { whole, text, sum, show, py, fill, h, s, scale } = Explorable;

  const words = {
    title: "Coding a text",
    hint: "A cipher: move the slider until the code made for English is cheap. Then type a text of your own.",
    text: "text, at most 400 characters",
    shift: "places that the letters are moved back",
    read: "it then reads:",
    shares: "shares of the 26 letters",
    bars: "bars: this text",
    marks: "marks: English (Python's language reference)",
    chart: "Shares of the letters a to z: bars for this text, marks for English",
    rule: "An ideal code for shares q spends −log₂ q bits on a letter: little on a frequent one.",
    own: "code made for this text (entropy)",
    english: "code made for English (cross-entropy)",
    equal: "code with all 26 letters equally likely",
    bits: "bits a letter",
    extra: "The wrong shares cost {extra} bits a letter extra, the striped part (divergence).",
    counted: "{letters} of {characters} characters are letters from a to z; capitals count as small letters.",
    left: "All else is left out, and so is the cost of telling the receiver the shares.",
    empty:
      "No letter from a to z, so there is nothing to code: digits, spaces, Chinese characters and emoji are left out.",
    said: "A letter costs {own} bits with the text's own code, {english} with the code for English, {extra} extra.",
  };

  const shown = ["own", "english", "extra"];
  const ALPHABET = "abcdefghijklmnopqrstuvwxyz";
  // Python's language reference, letters in 100,000; a test counts them again.
  const ENGLISH = [
    7746, 1799, 3991, 3378, 13430, 2317, 1538, 3587, 7471, 327, 384, 4174, 2519,
    7388, 6541, 2544, 169, 5981, 7408, 10446, 2851, 798, 941, 795, 1397, 81,
  ];
  const english = ENGLISH.map((count) => count / sum(ENGLISH));

  const CIPHER =
    "Gur Mra bs Clguba, ol Gvz Crgref\n\nOrnhgvshy vf orggre guna htyl.\nRkcyvpvg vf orggre guna vzcyvpvg.";
  const state = { text: text(CIPHER, 400), shift: whole(0, 0, 25) };

  // Half a character, as a careless program may paste it, fits into no address.
  const mend = ({ text, shift }) => ({ text: text.replace(/\p{Surrogate}/gu, "\ufffd"), shift });

  const bits = (p, price) => sum(p.map((share, c) => (share === 0 ? 0 : share * price(c))));

  const maths = ({ text, shift }) => {
    const counts = new Array(26).fill(0);
    for (const letter of text.toLowerCase()) if (ALPHABET.includes(letter)) counts[ALPHABET.indexOf(letter)]++;
    const letters = sum(counts);
    const shares = counts.map((_, c) => counts[(c + shift) % 26] / letters);
    return {
      letters, shares,
      characters: [...text].length,
      own: bits(shares, (c) => 0 - Math.log2(shares[c])),
      english: bits(shares, (c) => -Math.log2(english[c])),
      extra: bits(shares, (c) => Math.log2(shares[c] / english[c])),
      equal: letters ? Math.log2(26) : NaN,
    };
  };

  // A long text in several lines.
  const quoted = (value) => {
    const lines = [""];
    for (const character of value) {
      if (JSON.stringify(lines.at(-1) + character).length > 66) lines.push("");
      lines.push(lines.pop() + character);
    }
    return lines.map(py).join("\n        ");
  };

  const python = ({ text, shift }, { letters }) => `import numpy as np
from celoss import cross_entropy_of, entropy, kl_divergence

text = (${quoted(text)})
alphabet = "${ALPHABET}"
counts = np.array([text.lower().count(letter) for letter in alphabet])
${letters ? `shares = np.roll(counts / counts.sum(), -${shift})
# English, letters in 100,000
reference = np.array([${py(ENGLISH.slice(0, 12)).slice(1, -1)},
    ${py(ENGLISH.slice(12)).slice(1, -1)}])
reference = reference / reference.sum()
own = entropy(shares) / np.log(2)  # bits a letter
english = cross_entropy_of(shares, reference) / np.log(2)
extra = kl_divergence(shares, reference) / np.log(2)` : "own = english = extra = np.nan  # no letter: 0 / 0"}
print(own, english, extra)`;

  const rounded = (numbers) => Object.fromEntries(shown.map((key) => [key, show(numbers[key], 2)]));

  const say = (_, numbers, w) => (numbers.letters ? fill(w.said, rounded(numbers)) : w.empty);

  const moved = (value, shift) =>
    value.replace(/[a-z]/gi, (letter) => {
      const place = (ALPHABET.indexOf(letter.toLowerCase()) + 26 - shift) % 26;
      return letter < "a" ? ALPHABET[place].toUpperCase() : ALPHABET[place];
    });

  const draw = (x) => {
    const { words: w } = x;
    const area = x.typing("text", w.text, 4);
    area.querySelector("textarea").setAttribute("spellcheck", "false");
    const read = h("span", {});
    const chart = x.stage(150, w.chart);
    chart.svg.append(s("defs", {},
      s("pattern", { id: `${x.id}-stripes`, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
        s("path", { d: "M-1,1l2,-2M0,6l6,-6M5,7l2,-2", class: "x-line" }))));

    const rows = ["own", "english", "equal"].map((key) => {
      const stage = x.stage(18, w[key]);
      const row = h("div", {},
        h("span", {}, w[key], ": "), h("b", {}, h("output", { "data-number": key, "data-digits": 2 })), ` ${w.bits}`,
        stage.svg);
      return { key, stage, row };
    });
    const extra = h("p", {});
    const counted = h("p", { class: "x-hint" });
    const empty = h("p", { role: "note" }, w.empty);
    const results = h("div", {},
      h("div", { class: "x-name" }, w.shares), chart.svg, h("p", { class: "x-coding-legend" },
        h("span", { class: "x-truth" }, "▮ ", w.bars), h("span", { class: "x-coding-english" }, "━ ", w.marks)),
      h("p", {}, w.rule), ...rows.map(({ row }) => row), extra, counted);
    x.body.append(
      area, x.slider("shift", w.shift, { digits: 0, typed: false }),
      h("p", { class: "x-coding-read" }, h("span", { class: "x-name" }, w.read), " ", read), empty, results,
    );

    const paintChart = ({ shares }) => {
      const X = scale([0, 26], [0, chart.width]);
      const Y = scale([0, Math.max(0.16, ...shares)], [chart.height - 18, 4]);
      const width = Math.min(18, 0.7 * (X(1) - X(0)));
      chart.paint(...shares.flatMap((share, c) => [
        s("rect", {
          x: X(c + 0.5) - width / 2, width, y: Y(share), height: Y(0) - Y(share), class: "x-fill-truth",
          "stroke-opacity": 0,
        }),
        s("path", { d: `M${X(c) + 1},${Y(english[c])}H${X(c + 1) - 1}`, class: "x-line" }),
        s("text", { x: X(c + 0.5), y: chart.height - 4, "text-anchor": "middle" }, ALPHABET[c]),
      ]), s("line", { x1: 0, x2: chart.width, y1: Y(0), y2: Y(0), class: "x-axis" }));
    };

    const paintRow = ({ key, stage }, numbers) => {
      const X = scale([0, Math.max(6, numbers.english)], [1, stage.width - 1]);
      const solid = key === "english" ? numbers.own : numbers[key];
      const bar = (from, to, attributes) =>
        s("rect", { x: X(from), width: X(to) - X(from), y: 2, height: 14, ...attributes });
      stage.paint(
        bar(0, solid, key === "equal" ? { class: "x-outline" } : { class: "x-fill-truth", "stroke-opacity": 0 }),
        ...(key === "english"
          ? [bar(numbers.own, numbers.english, { class: "x-line", style: `fill: url(#${x.id}-stripes)` })] : []),
        s("line", { x1: X(numbers.own), x2: X(numbers.own), y1: 0, y2: 18, class: "x-dashed" }),
      );
    };

    return ({ text, shift }, numbers) => {
      const characters = [...moved(text, shift)];
      read.textContent = characters.slice(0, 80).join("") + (characters.length > 80 ? "…" : "");
      empty.hidden = numbers.letters > 0;
      results.hidden = numbers.letters === 0;
      for (const { key, row } of rows) row.querySelector("output").textContent = show(numbers[key], 2);
      if (numbers.letters === 0) return;
      paintChart(numbers);
      for (const row of rows) paintRow(row, numbers);
      extra.textContent = fill(w.extra, rounded(numbers));
      counted.textContent = `${fill(w.counted, numbers)} ${w.left}`;
    };
  };

  const extremes = [
    { text: "" }, { text: "1".repeat(50) }, { text: "中文，没有字母。😀" }, { text: "z".repeat(500), shift: 25 },
    { text: "É ÄÖÜ İ \u212a a" }, { text: "a\ud800b" }, { text: '"\\\n\u2028\t\'{x}' }, { text: ALPHABET.repeat(20) },
    { text: "The Quick Brown Fox", shift: 7 },
  ];

  Explorable.define("coding", { words, state, mend, maths, python, say, draw, shown, extremes });
}
