// node states.js FOLDER: writes FOLDER/NAME.json for each explorable, its states and what it makes of each of them.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const ASSETS = process.env.ASSETS ?? path.join(__dirname, "../../assets/explorables");
const COUNT = 500;

// Marsaglia's xorshift: the same states every time.
const generator = (seed) => () => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 2 ** 32;
};

// JSON has no infinity and no nan.
const spell = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

for (const file of fs.readdirSync(ASSETS).filter((name) => name.endsWith(".js"))) require(path.join(ASSETS, file));
for (const [name, definition] of Object.entries(Explorable.all)) {
  const rand = generator(2463534242);
  const words = Explorable.wordsOf(name, "en");
  const states = [Explorable.complete(definition, {}), ...(definition.extremes ?? []).map((s) => Explorable.complete(definition, s))];
  while (states.length < COUNT) states.push(Explorable.randomState(definition, rand));
  const told = states.map((state) => {
    const numbers = definition.maths(state);
    return { state, numbers, python: definition.python(state, numbers), said: definition.say(state, numbers, words) };
  });
  fs.writeFileSync(path.join(process.argv[2], `${name}.json`), JSON.stringify({ shown: definition.shown, told }, spell));
}
