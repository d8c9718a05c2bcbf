// What the explorables share: numbers, state, controls, drawing. A page loads this file, then one file an explorable.
// Classic scripts, since modules do not load from file://. The tests read the same files under node.
"use strict";

globalThis.Explorable = (() => {
  const all = {};
  const translations = {};

  // ---- Numbers -------------------------------------------------------------------------------------------------

  const sum = (values) => values.reduce((total, value) => total + value, 0);

  const logsumexp = (z) => {
    const largest = Math.max(...z);
    return Number.isFinite(largest) ? largest + Math.log(sum(z.map((value) => Math.exp(value - largest)))) : largest;
  };

  const logSoftmax = (z) => {
    const largest = Math.max(...z);
    const rest = logsumexp(z.map((value) => value - largest));
    return z.map((value) => value - largest - rest);
  };

  const softmax = (z) => logSoftmax(z).map(Math.exp);

  // How a number is shown: with a minus sign, an exponent where the digits would be 0, infinity and nan as such.
  const show = (value, digits = 3) => {
    if (Number.isNaN(value)) return "nan";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const small = value !== 0 && Math.abs(value) < 0.5 * 10 ** -digits;
    const text = small || Math.abs(value) >= 1e6 ? value.toExponential(1) : value.toFixed(digits);
    return (Number(text) === 0 ? text.replace("-", "") : text).replaceAll("-", "−");
  };

  // A list as Python writes it, and a number; both are read back as the same numbers.
  const py = (value) => {
    if (Array.isArray(value)) return `[${value.map(py).join(", ")}]`;
    if (typeof value === "string") return JSON.stringify(value);
    if (Number.isNaN(value)) return "np.nan";
    if (!Number.isFinite(value)) return value > 0 ? "np.inf" : "-np.inf";
    return String(value);
  };

  // ---- State: fields that know their values, how an address writes them, and random ones for the tests -----------

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  const number = (initial, min, max, step = 0.1, log = false) => ({
    initial, min, max, step, log,
    clean: (value) => (Number.isNaN(Number(value)) ? undefined : clamp(Number(value), min, max)),
    read(text) {
      const plain = text.trim().replace("−", "-").replace(",", ".");
      return plain === "" ? undefined : this.clean(plain);
    },
    write: String,
    random(rand) {
      if (rand() < 0.2) return [min, max, initial][Math.floor(3 * rand())];
      return clamp(Number((step * Math.round((min + (max - min) * rand()) / step)).toPrecision(12)), min, max);
    },
  });

  const whole = (initial, min, max) => {
    const field = number(initial, min, max, 1);
    return { ...field, clean: (value) => (Number.isNaN(Number(value)) ? undefined : Math.round(field.clean(value))) };
  };

  const list = (item, initial, few, many = few) => ({
    initial, item, few, many,
    clean(values) {
      if (!Array.isArray(values)) return undefined;
      const kept = values.slice(0, many).map((value) => item.clean(value) ?? item.initial);
      while (kept.length < few) kept.push(item.initial);
      return kept;
    },
    read(text) {
      return this.clean(text === "" ? [] : text.split(",").map((part) => item.read(part)));
    },
    write: (values) => values.map((value) => item.write(value)).join(","),
    random: (rand) => Array.from({ length: few + Math.floor((many - few + 1) * rand()) }, () => item.random(rand)),
  });

  const choice = (initial, options) => ({
    initial, options,
    clean: (value) => (options.includes(value) ? value : undefined),
    read: (text) => (options.includes(text) ? text : undefined),
    write: String,
    random: (rand) => options[Math.floor(options.length * rand())],
  });

  const flag = (initial) => ({
    initial,
    clean: Boolean,
    read: (text) => text === "1",
    write: (value) => (value ? "1" : "0"),
    random: (rand) => rand() < 0.5,
  });

  const text = (initial, longest) => ({
    initial, longest,
    clean: (value) => [...String(value).replace(/\p{Surrogate}/gu, "\ufffd")].slice(0, longest).join(""),
    read(coded) {
      try {
        return this.clean(decodeURIComponent(coded));
      } catch {
        return undefined; // a broken escape
      }
    },
    write: encodeURIComponent,
    random: (rand) =>
      Array.from({ length: Math.floor(rand() * Math.min(longest, 60)) }, () =>
        rand() < 0.9 ? String.fromCharCode(97 + Math.floor(26 * rand())) : [..." .,Eé中😀\n"][Math.floor(9 * rand())],
      ).join(""),
  });

  // A state whose values are all in their fields; `definition.mend` makes them fit each other.
  const complete = (definition, values) => {
    const state = {};
    for (const [key, field] of Object.entries(definition.state)) {
      const value = key in values ? field.clean(values[key]) : undefined;
      state[key] = value === undefined ? structuredClone(field.initial) : value;
    }
    return definition.mend ? definition.mend(state) : state;
  };

  const encode = (definition, state) =>
    Object.entries(definition.state).map(([key, field]) => `${key}=${field.write(state[key])}`).join(";");

  // What an address says of the state; what it says wrongly is passed over.
  const decode = (definition, coded) => {
    const values = {};
    for (const part of coded.split(";")) {
      const [key, ...rest] = part.split("=");
      const value = Object.hasOwn(definition.state, key) ? definition.state[key].read(rest.join("=")) : undefined;
      if (value !== undefined) values[key] = value;
    }
    return values;
  };

  const randomState = (definition, rand) =>
    complete(definition, Object.fromEntries(Object.entries(definition.state).map(([key, f]) => [key, f.random(rand)])));

  // ---- Drawing -------------------------------------------------------------------------------------------------

  const make = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  };

  // An element of HTML, one of SVG: attributes, listeners by the event's name, children.
  // An `output` would be spoken at each change; `say` speaks for all of them when the moving is over.
  const h = (tag, attributes, ...children) =>
    make(document.createElement(tag), tag === "output" ? { "aria-live": "off", ...attributes } : attributes, children);
  const s = (tag, attributes, ...children) =>
    make(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  // As many children as `count`; those that stay keep the focus.
  const grow = (parent, count, create) => {
    while (parent.children.length > count) parent.lastElementChild.remove();
    while (parent.children.length < count) parent.append(create(parent.children.length));
    return [...parent.children];
  };

  const scale = ([from, to], [start, end]) => {
    const convert = (value) => start + ((value - from) / (to - from)) * (end - start);
    convert.invert = (place) => from + ((place - start) / (end - start)) * (to - from);
    return convert;
  };

  const ticks = (from, to, count = 4) => {
    const rough = (to - from) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
    const first = Math.ceil(from / step - 1e-9);
    return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, index) =>
      Number(((first + index) * step).toPrecision(12)),
    );
  };

  // The `d` of a path through points; it breaks where one is not finite.
  const line = (points) => {
    let pen = "M";
    return points.map(([a, b]) => {
      if (!Number.isFinite(a) || !Number.isFinite(b)) {
        pen = "M";
        return "";
      }
      const part = `${pen}${a.toFixed(2)},${b.toFixed(2)}`;
      pen = "L";
      return part;
    }).join("");
  };

  // Axes in a stage: scales X and Y, and a group with lines, numbers and names.
  const axes = (stage, { x, y, xname = "", yname = "", left = 38, right = 8, top = 20, bottom = 34, xticks, yticks }) => {
    const X = scale(x, [left, stage.width - right]);
    const Y = scale(y, [stage.height - bottom, top]);
    const floor = stage.height - bottom;
    const group = s("g", { class: "x-axes" });
    for (const value of xticks ?? ticks(...x, Math.max(2, Math.floor(stage.width / 90)))) {
      group.append(s("line", { x1: X(value), x2: X(value), y1: floor, y2: floor + 4 }));
      group.append(s("text", { x: X(value), y: floor + 15, "text-anchor": "middle" }, String(value).replace("-", "−")));
    }
    for (const value of yticks ?? ticks(...y)) {
      group.append(s("line", { x1: left, x2: stage.width - right, y1: Y(value), y2: Y(value), class: "x-grid" }));
      group.append(s("text", { x: left - 5, y: Y(value) + 4, "text-anchor": "end" }, String(value).replace("-", "−")));
    }
    group.append(s("line", { x1: left, x2: stage.width - right, y1: floor, y2: floor }));
    if (xname) group.append(s("text", { x: stage.width - right, y: stage.height - 4, "text-anchor": "end" }, xname));
    if (yname) group.append(s("text", { x: 0, y: 12 }, yname));
    return { X, Y, group };
  };

  // ---- Words ---------------------------------------------------------------------------------------------------

  const shared = {
    reset: "Reset",
    link: "Copy link",
    copy: "Copy",
    copied: "Copied",
    uncopied: "Not copied",
    python: "Show the same in Python",
  };

  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  const wordsOf = (name, language) => {
    const translated = translations[language] ?? translations[language?.split("-")[0]] ?? {};
    return { ...shared, ...translated.shared, ...all[name].words, ...translated[name] };
  };

  // ---- The element ---------------------------------------------------------------------------------------------

  // Copies by the clipboard or, where there is none (some browsers on file://), by a field that is selected.
  const copyText = async (value, button, words, live) => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      const area = h("textarea", { class: "x-hidden" }, value);
      live.after(area);
      area.focus({ preventScroll: true });
      area.select();
      copied = document.execCommand("copy");
      area.remove();
      button.focus({ preventScroll: true });
    }
    button.textContent = live.textContent = copied ? words.copied : words.uncopied;
    setTimeout(() => (button.textContent = button.dataset.label), 1500);
  };

  // What an address says behind its #; some programs encode the signs of a link that they pass on.
  const fragment = () => {
    const hash = location.hash.slice(1);
    try {
      return hash.includes("=") ? hash : decodeURIComponent(hash);
    } catch {
      return hash;
    }
  };

  const focusable = "button, input, textarea, select, summary, [tabindex]";
  const usable = (node) => node.isConnected && !node.disabled && node.getClientRects().length > 0;

  // Changes the page by `change`; if what has the focus goes or is disabled, a neighbor gets it.
  const keepFocus = (element, change) => {
    const held = document.activeElement;
    if (!element.contains(held)) return change();
    const parent = held.parentNode;
    const order = [...element.querySelectorAll(focusable)];
    const place = order.indexOf(held);
    change();
    if (usable(held)) return;
    const others = [...order.slice(0, place).reverse(), ...order.slice(place + 1)].filter(usable);
    (others.find((node) => node.parentNode === parent) ?? others[0])?.focus({ preventScroll: true });
  };

  let count = 0;

  const start = (element, name, definition) => {
    const words = wordsOf(name, element.closest("[lang]")?.lang);
    const id = `x-${name}-${++count}`;
    const initial = complete(definition, decode(definition, element.dataset.state ?? ""));
    const refreshers = [];
    let state = initial;
    let numbers, update, speaking, writing;

    const get = (path) => [path].flat().reduce((value, key) => value?.[key], state);
    const field = (path) => ([path].flat().length > 1 ? definition.state[path[0]].item : definition.state[path]);
    const patch = (path, value) => {
      const [key, index] = [path].flat();
      return { [key]: index === undefined ? value : state[key].map((old, i) => (i === index ? value : old)) };
    };

    const render = () => keepFocus(element, () => {
      numbers = definition.maths(state);
      update?.(state, numbers); // first, as it may add controls
      for (const refresh of refreshers) refresh();
      code.textContent = definition.python(state, numbers);
    });

    // The second of a kind on a page is NAME.2 in addresses.
    const place = () => {
      const index = [...document.querySelectorAll(element.localName)].indexOf(element);
      return `${name}${index > 0 ? `.${index + 1}` : ""}:`;
    };
    const write = () => history.replaceState(history.state, "", `#${place()}${encode(definition, state)}`);

    const set = (values, silent = false) => {
      element.style.minHeight = 0; // the place kept while the page was built is given up
      state = complete(definition, { ...state, ...values });
      render();
      if (silent) return;
      clearTimeout(speaking);
      speaking = setTimeout(() => (live.textContent = definition.say(state, numbers, words)), 700);
      clearTimeout(writing);
      writing = setTimeout(write, 300);
    };

    const labelled = (label, ...children) => h("label", { class: "x-control" }, h("span", {}, label), ...children);

    const button = (label, act, attributes = {}) =>
      h("button", { type: "button", class: "x-button", "data-label": label, click: act, ...attributes }, label);

    // A typed number; what cannot be read is marked, and gone when the field is left.
    const entry = (path, label, digits = 2) => {
      const input = h("input", {
        type: "text", inputmode: "decimal", class: "x-entry", "aria-label": label, autocomplete: "off",
        change: () => {
          const value = field(path).read(input.value);
          input.setAttribute("aria-invalid", value === undefined);
          if (value !== undefined) set(patch(path, value));
          else input.select();
        },
        blur: () => refresh(),
        keydown: (event) => event.key === "Enter" && input.dispatchEvent(new Event("change")),
      });
      const refresh = () => {
        if (get(path) === undefined) return;
        input.value = show(get(path), digits).replace(/\.0+$|(\.\d*?)0+$/, "$1");
        input.removeAttribute("aria-invalid");
      };
      refreshers.push(refresh);
      return input;
    };

    // A slider of a number, with the number beside it to read and to type.
    const slider = (path, label, { digits = 2, typed = true, say } = {}) => {
      const { min, max, step, log } = field(path);
      const [to, from] = log ? [Math.log10, (value) => 10 ** value] : [Number, Number];
      const range = h("input", {
        type: "range", min: to(min), max: to(max), step: log ? 0.05 : step,
        input: () => set(patch(path, Number(from(Number(range.value)).toPrecision(log ? 3 : 12)))),
      });
      const beside = typed ? entry(path, label, digits) : h("output", {});
      refreshers.push(() => {
        range.value = to(get(path));
        range.setAttribute("aria-valuetext", say ? say(get(path)) : show(get(path), digits));
        if (!typed) beside.textContent = say ? say(get(path)) : show(get(path), digits);
      });
      return h("div", { class: "x-slider" }, labelled(label, range), beside);
    };

    // One of several: `options` are pairs of a value and its label.
    const radios = (path, label, options) => {
      const inputs = options.map(([value, shown]) => {
        const input = h("input", {
          type: "radio", name: `${id}-${path}`, value: String(value), change: () => set(patch(path, value)),
        });
        refreshers.push(() => (input.checked = get(path) === value));
        return h("label", {}, input, h("span", {}, shown));
      });
      return h("fieldset", { class: "x-radios" }, h("legend", {}, label), ...inputs);
    };

    const toggle = (path, label) => {
      const input = h("input", { type: "checkbox", change: () => set(patch(path, input.checked)) });
      refreshers.push(() => (input.checked = get(path)));
      return h("label", { class: "x-toggle" }, input, h("span", {}, label));
    };

    const typing = (path, label, rows = 3) => {
      const area = h("textarea", { rows, maxlength: field(path).longest, input: () => set(patch(path, area.value)) });
      refreshers.push(() => {
        if (area.value !== get(path)) area.value = get(path);
      });
      return labelled(label, area);
    };

    // Makes a drawn element a slider that is dragged: `value(event)` reads the number off the pointer's place.
    const handle = (node, path, { label, value, digits = 2, say, vertical = false }) => {
      const { min, max, step } = field(path);
      const moves = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };
      make(node, {
        role: "slider", tabindex: 0, class: `${node.getAttribute("class") ?? ""} x-handle`, "aria-label": label,
        "aria-valuemin": min, "aria-valuemax": max, "aria-orientation": vertical ? "vertical" : "horizontal",
        pointerdown: (event) => {
          if (event.button) return;
          node.setPointerCapture(event.pointerId);
          node.focus({ preventScroll: true });
          event.preventDefault();
        },
        pointermove: (event) => {
          if (!node.hasPointerCapture(event.pointerId)) return;
          set(patch(path, Number((step * Math.round(value(event) / step)).toPrecision(12))));
        },
        keydown: (event) => {
          const ends = { Home: min, End: max };
          if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own: back, zoom
          if (!(event.key in moves) && !(event.key in ends)) return;
          event.preventDefault();
          set(patch(path, ends[event.key] ?? Number((get(path) + step * moves[event.key]).toPrecision(12))));
        },
      }, []);
      refreshers.push(() => {
        if (get(path) === undefined) return;
        node.setAttribute("aria-valuenow", get(path));
        node.setAttribute("aria-valuetext", say ? say(get(path)) : show(get(path), digits));
      });
      return node;
    };

    // A drawing as wide as its place, in CSS pixels. `paint` replaces what it shows; handles stand above that.
    const stage = (height, label) => {
      const layer = s("g", { "aria-hidden": "true" });
      const svg = s("svg", {
        class: "x-stage", height, role: "group", "aria-label": label,
        // Chromium minds no `touch-action` within a drawing: a finger on a handle would scroll the page.
        touchstart: (event) => event.target.closest(".x-handle") && event.preventDefault(),
      }, layer);
      new ResizeObserver(() => svg.clientWidth !== svg.seen && ((svg.seen = svg.clientWidth), update && render())).observe(svg);
      return {
        svg, height,
        get width() {
          return svg.clientWidth || 320;
        },
        paint: (...nodes) => layer.replaceChildren(...nodes),
        place: (event) => {
          const box = svg.getBoundingClientRect();
          return [event.clientX - box.left, event.clientY - box.top];
        },
      };
    };

    const code = h("code", {});
    const live = h("p", { class: "x-hidden", "aria-live": "polite" });
    const copy = button(words.copy, () => copyText(code.textContent, copy, words, live));
    const python = h("details", { class: "x-python" },
      h("summary", {}, words.python), h("div", {}, h("pre", { tabindex: 0, "aria-label": "Python" }, code), copy));
    const link = button(words.link, () => {
      write();
      copyText(location.href, link, words, live);
    });
    const reset = button(words.reset, () => {
      update.reset?.();
      set(initial);
    });
    const body = h("div", { class: "x-body" });

    element.classList.add("x");
    element.setAttribute("role", "group");
    element.setAttribute("aria-labelledby", id);
    element.replaceChildren(
      h("p", { class: "x-title", id }, words.title), h("p", { class: "x-hint" }, words.hint),
      body, h("div", { class: "x-foot" }, python, reset, link), live,
    );
    const x = { element, body, words, id, get, set, entry, slider, radios, toggle, typing, button, handle, stage, labelled };
    Object.defineProperty(x, "state", { get: () => state });
    update = definition.draw(x);
    render();

    const follow = () => {
      const [hash, start] = [fragment(), place()];
      if (!hash.startsWith(start)) return;
      set({ ...initial, ...decode(definition, hash.slice(start.length)) }, true);
      element.scrollIntoView({ block: "nearest" });
    };
    follow();
    return {
      get: () => state, set, numbers: () => numbers, python: () => definition.python(state, numbers),
      attach: () => addEventListener("hashchange", follow),
      detach: () => {
        removeEventListener("hashchange", follow);
        clearTimeout(speaking);
        clearTimeout(writing);
      },
    };
  };

  const define = (name, definition) => {
    all[name] = definition;
    if (typeof customElements === "undefined") return; // under node
    customElements.define(`celoss-${name}`, class extends HTMLElement {
      connectedCallback() {
        if (this.explorable || location.hash || this.getBoundingClientRect().top < 1000) return this.begin();
        // One that is far below would keep the first screen waiting; its place is kept.
        this.near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && this.begin(), {
          rootMargin: "1000px",
        });
        this.near.observe(this);
        addEventListener("hashchange", () => this.isConnected && this.begin(), { once: true });
      }

      begin() {
        this.near?.disconnect();
        this.explorable ??= start(this, name, definition);
        this.explorable.attach();
      }

      disconnectedCallback() {
        this.near?.disconnect();
        this.explorable?.detach();
      }
    });
  };

  return {
    all, translations, shared, define, wordsOf, fill, complete, encode, decode, randomState,
    number, whole, list, choice, flag, text,
    sum, logsumexp, logSoftmax, softmax, show, py, clamp,
    h, s, grow, scale, ticks, line, axes,
  };
})();
