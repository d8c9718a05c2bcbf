// The theme's menus and tooltips, for which it needs a script of 24 KB.
{
  const menuOf = button => button.parentElement.querySelector(".dropdown-menu");
  const isOpen = button => button.getAttribute("aria-expanded") === "true";
  const menuButtons = [...document.querySelectorAll('[data-bs-toggle="dropdown"]')];

  const openMenu = (button, open) => {
    button.setAttribute("aria-expanded", open);
    button.classList.toggle("show", open);
    menuOf(button).classList.toggle("show", open);
  };

  const closeMenus = () => menuButtons.filter(isOpen).forEach(button => openMenu(button, false));

  const moveInMenu = (button, event) => {
    const items = [...menuOf(button).querySelectorAll(".dropdown-item")];
    const here = items.indexOf(document.activeElement);
    const last = items.length - 1;
    const steps = { ArrowDown: here + 1, ArrowUp: here < 0 ? last : here - 1, Home: 0, End: last };
    if (event.key === "Escape" && isOpen(button)) {
      openMenu(button, false);
      button.focus();
    } else if (event.key in steps && (here >= 0 || event.key.startsWith("Arrow"))) {
      openMenu(button, true);
      items[Math.min(Math.max(steps[event.key], 0), last)]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  for (const button of menuButtons) {
    const box = button.parentElement;
    button.addEventListener("click", () => {
      const open = !isOpen(button);
      closeMenus();
      openMenu(button, open);
    });
    box.addEventListener("keydown", event => moveInMenu(button, event));
    box.addEventListener("focusout", event => {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) openMenu(button, false);
    });
  }
  document.addEventListener("keydown", event => event.key === "Escape" && closeMenus());
  document.addEventListener("click", event => {
    if (!event.target.closest('[data-bs-toggle="dropdown"]')) closeMenus();
  });

  // One tooltip for all: beside what the mouse rests on, or what the key Tab has reached; never under a finger.
  const tooltip = document.createElement("div");
  tooltip.className = "tooltip";
  tooltip.setAttribute("aria-hidden", "true"); // it says what the name of the control says
  tooltip.style.cssText = "position: fixed; pointer-events: none";
  const words = document.createElement("div");
  words.className = "tooltip-inner";
  tooltip.append(words);
  let waiting, tabbed;

  const hideTooltip = () => {
    clearTimeout(waiting);
    tooltip.remove();
    tooltip.classList.remove("show");
  };

  const showTooltip = control => {
    const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
    if (!width) return;
    words.textContent = control.dataset.bsTitle;
    // A dialog lies above all that is not in it.
    (control.closest("dialog") || document.body).append(tooltip);
    const [wide, high, margin] = [tooltip.offsetWidth, tooltip.offsetHeight, 6];
    const beside = control.dataset.bsPlacement === "left" && left > wide + 2 * margin;
    const x = beside ? left - wide - margin : (left + right - wide) / 2;
    const y = beside ? top + (height - high) / 2 : bottom + margin;
    tooltip.style.left = `${Math.max(margin, Math.min(x, document.documentElement.clientWidth - wide - margin))}px`;
    tooltip.style.top = `${y}px`;
    tooltip.classList.add("show");
  };

  const expectTooltip = control => {
    hideTooltip();
    waiting = setTimeout(showTooltip, 500, control);
  };

  for (const control of document.querySelectorAll('[data-bs-toggle="tooltip"]')) {
    const title = control.dataset.bsTitle || control.title;
    control.dataset.bsTitle = title;
    control.removeAttribute("title"); // the browser would show its own
    if (!control.textContent.trim() && !control.ariaLabel) control.ariaLabel = title;
    control.addEventListener("pointerenter", event => event.pointerType === "mouse" && expectTooltip(control));
    control.addEventListener("focus", () => tabbed && expectTooltip(control));
    for (const end of ["pointerleave", "blur", "click"]) control.addEventListener(end, hideTooltip);
  }
  window.addEventListener("scroll", hideTooltip, { passive: true });
  document.addEventListener("pointerdown", () => (tabbed = false));
  document.addEventListener("keydown", event => {
    tabbed = event.key === "Tab";
    if (event.key === "Escape") hideTooltip();
  }, true);
}
