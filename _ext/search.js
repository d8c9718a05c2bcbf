// Search: queries are split like the index (search.py), and sections are ranked by the words they share with a query.
var splitQuery = (query) => query.match(TOKEN) || [];

// Pages on a disk cannot be fetched for their snippets; trying fills the console.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

Documentation.TRANSLATIONS["Search finished, found ${resultCount} page(s) matching the search query."] =
  "Sections found: ${resultCount}, the best first.";

{
  const LIMIT = 15;
  const PART = 0.5; // how much a word counts that is only part of one in the index
  const NOT_SHOWN = "section, h1, h2, h3, .headerlink, script, style, annotation, .notebook, .explorable";
  const COVERED = 0.7; // how much of a query a section must have, its rare words weighing more, beside the best one

  // Places that have a word, or words that begin with it, or contain it: Map of place to weight.
  const places = (table, word) => {
    const files = (term) => (Object.hasOwn(table, term) ? [table[term]].flat() : []);
    const found = new Map(files(word).map((file) => [file, 1]));
    if (found.size || word.length < 3) return found;
    for (const term of Object.keys(table)) {
      if (term.includes(word)) files(term).forEach((file) => found.set(file, PART));
    }
    return found;
  };

  // label_smoothing is also what a heading says that has both words.
  const named = (table, word) => {
    const [first, ...rest] = word.split("_").map((part) => places(table, new Stemmer().stemWord(part)));
    return rest.length ? [...first].filter(([file]) => rest.every((files) => files.has(file))) : [];
  };

  Search._performSearch = (query, words, excluded) => {
    const { docnames, filenames, terms, titles, titleterms } = Search._index;
    const page = (file) => docnames[file].split("#")[0];
    const scores = docnames.map(() => ({ text: 0, heading: 0 }));
    let whole = 0;
    for (const word of words) {
      const headings = new Map([...named(titleterms, word), ...places(titleterms, word)]);
      const found = new Map([...places(terms, word), ...headings]);
      const rarity = Math.log(1 + docnames.length / (found.size + 1));
      const pages = new Set([...headings.keys()].filter((file) => docnames[file].endsWith("#")).map(page));
      whole += rarity;
      for (const [file, weight] of found) scores[file].text += weight * rarity;
      for (const [file, weight] of headings) scores[file].heading += weight * rarity;
      docnames.forEach((_, file) => {
        if (pages.has(page(file)) && !headings.has(file)) scores[file].heading += 0.2 * rarity;
      });
    }
    const without = (file) => [...excluded].every((word) => !places(terms, word).has(file));
    // A heading that says nothing else is what was looked for.
    const fit = (file) => {
      const heading = splitQuery(titles[file].replace(/.*&gt;|.* > |<span.*<\/span>/, "")).length;
      return scores[file].heading * (1 + Math.min(1, words.size / heading));
    };
    const most = Math.max(...scores.map(({ text }) => text));
    return docnames
      .map((name, file) => {
        const { text } = scores[file];
        const score = text < COVERED * most || !without(file) ? 0 : (text / whole) * (text + fit(file));
        const anchor = /#.*$/.exec(name)[0].replace(/^#$/, "");
        return [page(file), titles[file], anchor, null, score, filenames[file]];
      })
      .filter((result) => result[4] > 0)
      .reverse() // of equals the first page is shown first,
      .sort((a, b) => a[4] - b[4]) // as the last one is
      .slice(-LIMIT);
  };

  // The text of a section alone, as a reader sees it.
  Search.htmlToText = (page, anchor) => {
    const article = new DOMParser().parseFromString(page, "text/html").querySelector("article");
    const section = (anchor.length > 1 && article.querySelector(anchor)) || article.querySelector("section");
    section.querySelectorAll(NOT_SHOWN).forEach((part) => part.remove());
    return section.textContent.replace(/\s+/g, " ").trim();
  };
}
