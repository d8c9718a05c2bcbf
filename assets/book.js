// Boxes that scroll sideways must be reachable by keyboard; boxes that do not must not be a tab stop.
const SCROLLERS = ".formula-scroll, .bd-article .pst-scrollable-table-container";
const markScrollers = () => {
  for (const box of document.querySelectorAll(SCROLLERS)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
window.addEventListener("load", markScrollers);
window.addEventListener("resize", markScrollers);

// A copied formula is its TeX, not one symbol a line.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer.parentElement?.closest("math[data-tex]");
  const copied = document.createElement("div");
  copied.append(inside ? inside.cloneNode(true) : range.cloneContents());
  const formulas = copied.querySelectorAll("math[data-tex]");
  if (!formulas.length) return;
  for (const math of formulas) {
    const mark = math.getAttribute("display") === "block" ? "$$" : "$";
    math.replaceWith(mark + math.dataset.tex + mark);
  }
  copied.querySelectorAll(".headerlink").forEach((link) => link.remove());
  copied.style.cssText = "position: fixed; left: -100vw; white-space: pre-wrap";
  document.body.append(copied); // innerText knows of paragraphs only where it is rendered
  event.clipboardData.setData("text/plain", copied.innerText);
  copied.remove();
  event.preventDefault();
});

// On a phone the drawer of contents covers the page: a link in it leads to the page.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("dialog[open] a[href]")) event.target.closest("dialog").close();
});
