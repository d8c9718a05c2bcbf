// node --test: the explorables' mathematics against the numbers that celoss wrote to the folder NUMBERS.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");

const ASSETS = process.env.ASSETS ?? path.join(__dirname, "../../assets/explorables");
for (const file of fs.readdirSync(ASSETS).filter((name) => name.endsWith(".js"))) require(path.join(ASSETS, file));

const { complete, encode, decode, show, ticks, scale, number, list, text } = Explorable;
const read = (value) => (Array.isArray(value) ? value.map(read) : typeof value === "string" ? Number(value) : value);

const frozen = (value) => {
  if (typeof value === "object") Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const near = (found, wanted, tolerance, place) => {
  if (Array.isArray(wanted)) {
    assert.ok(Array.isArray(found) && found.length === wanted.length, `${place}: ${found} for ${wanted}`);
    wanted.forEach((value, index) => near(found[index], value, tolerance, `${place}[${index}]`));
  } else if (!Number.isFinite(wanted)) {
    assert.ok(Object.is(found, wanted), `${place}: ${found} for ${wanted}`);
  } else {
    const allowed = tolerance * Math.max(1e-3, Math.abs(wanted));
    assert.ok(Math.abs(found - wanted) <= allowed, `${place}: ${found} for ${wanted}`);
  }
};

for (const [name, definition] of Object.entries(Explorable.all)) {
  const { tolerance, cases } = JSON.parse(fs.readFileSync(path.join(process.env.NUMBERS, `${name}.json`), "utf8"));

  test(`${name}: ${cases.length} states have the numbers of celoss`, () => {
    for (const { state, numbers } of cases) {
      const found = definition.maths(frozen(state)); // it is handed over, not to be changed
      for (const [key, wanted] of Object.entries(numbers)) {
        near(found[key], read(wanted), tolerance, `${key} at ${encode(definition, state)}`);
      }
    }
  });

  test(`${name}: an address gives the state back`, () => {
    for (const { state } of cases) {
      assert.deepStrictEqual(complete(definition, decode(definition, encode(definition, state))), state);
    }
  });

  test(`${name}: no address breaks it`, () => {
    const keys = Object.keys(definition.state);
    const broken = ["", ";;;", "=", "nothing=1", "%E0%A4%A", "__proto__=1", "1".repeat(50)];
    for (const key of keys) {
      for (const value of ["", "nan", "inf", "-1e999", "1".repeat(50), ",,,", "é%", "1,x,3"]) broken.push(`${key}=${value}`);
    }
    for (const coded of broken) {
      const state = complete(definition, decode(definition, coded));
      assert.deepStrictEqual(complete(definition, state), state, coded);
      definition.maths(state);
    }
  });

  test(`${name}: every word has a text`, () => {
    for (const [key, word] of Object.entries(definition.words)) {
      assert.ok([word].flat().every((each) => typeof each === "string" && each), key);
    }
  });
}

test("all of this needs no page", () => {
  assert.deepStrictEqual([typeof document, typeof window, typeof customElements], ["undefined", "undefined", "undefined"]);
});

test("words that are not translated are English", () => {
  const [name] = Object.keys(Explorable.all);
  Explorable.translations.xx = { shared: { reset: "R" }, [name]: { title: "T" } };
  const { title, hint } = Explorable.all[name].words;
  for (const [language, wanted] of [["xx", "T"], ["xx-YY", "T"], ["yy", title], [undefined, title]]) {
    const words = Explorable.wordsOf(name, language);
    assert.deepStrictEqual([words.title, words.hint, words.copy], [wanted, hint, "Copy"]);
  }
});

test("numbers are shown with a minus sign, and never as 0 where they are not", () => {
  assert.deepStrictEqual([1, -0.0004, -0.00001, 0, NaN, -Infinity, 2e9].map((value) => show(value)),
    ["1.000", "−4.0e−4", "−1.0e−5", "0.000", "nan", "−∞", "2.0e+9"]);
});

test("a number that is typed is read, and kept within its bounds", () => {
  const field = number(0, -6, 6);
  assert.deepStrictEqual(["1,5", "−2", "9".repeat(50), "1e999", "x", ""].map((typed) => field.read(typed)),
    [1.5, -2, 6, 6, undefined, undefined]);
});

test("a list has as many items as it may", () => {
  const field = list(number(0, 0, 1), [0, 0], 2, 3);
  assert.deepStrictEqual([field.read(""), field.read("1,1,1,1"), field.read("x,1")], [[0, 0], [1, 1, 1], [0, 1]]);
});

test("a text is cut between characters", () => {
  assert.strictEqual(text("", 2).clean("a😀b"), "a😀");
});

test("ticks are round numbers within the range, and a scale can be turned round", () => {
  assert.deepStrictEqual(ticks(0, 1), [0, 0.5, 1]);
  const X = scale([2, 4], [10, 30]);
  assert.deepStrictEqual([X(3), X.invert(20)], [20, 3]);
});
