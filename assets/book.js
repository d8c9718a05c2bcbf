// Boxes that scroll sideways must be reachable by keyboard; boxes that do not must not be a tab stop.
const markScrollers = () => {
  for (const box of document.querySelectorAll(".formula-scroll")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
window.addEventListener("load", markScrollers);
window.addEventListener("resize", markScrollers);
