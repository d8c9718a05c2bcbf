// An explorable with the fault that FAULT names, for the tests of the tests; with the fault "none" it has none.
"use strict";
if (typeof require === "function") require("./explorable.js"); // beside a copy of this file

{
  const { number, show, h } = Explorable;
  const fault = globalThis.FAULT ?? globalThis.process?.env.FAULT ?? "none";

  Explorable.define("broken", {
    words: { title: "Broken", hint: "Move the slider.", a: "a number", twice: "twice", more: "More" },
    state: { a: number(0.5, -1, 1) },
    maths: (state) => {
      if (fault === "changes") state.a *= 1;
      return { twice: (fault === "maths" ? 2.00000001 : 2) * state.a };
    },
    python: ({ a }) => `a = ${a}\ntwice = ${fault === "python" ? 3 : 2} * a\nprint(twice)`,
    say: (_, { twice }) => (fault === "speech" ? `twice is ${undefined}` : `twice is ${show(twice)}`),
    shown: ["twice"],
    draw: (x) => {
      const twice = h("output", { "data-number": "twice" });
      const bars = h("p", {});
      const button = () => x.button(x.words.more, () => x.set({ a: 1 }));
      let more = button();
      x.body.append(x.slider("a", x.words.a), h("p", {}, x.words.twice, " ", twice), bars, more);
      if (fault === "idle") x.body.append(h("label", {}, x.words.a, h("input", { type: "range" })));
      if (fault === "wide") x.body.append(h("div", { style: "width: 50rem" }, x.words.more));
      if (fault === "small") x.body.append(h("p", { style: "font-size: 9px" }, x.words.more));
      if (fault === "nameless") x.body.append(h("input", { type: "text" }));
      return ({ a }, numbers) => {
        if (fault === "throws" && a < -0.9) throw new Error("no number below -0.9");
        twice.textContent = show(fault === "number" && a > 0.8 ? numbers.twice + 0.001 : numbers.twice);
        bars.textContent = fault === "hole" && a === 1 ? `${undefined}` : "";
        if (fault === "focus") {
          const next = button();
          more.replaceWith(next);
          more = next;
        }
      };
    },
  });
}
