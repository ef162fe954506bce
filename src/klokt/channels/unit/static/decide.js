// Keys 1-8 press the buttons of the decision. They are dead for a second after a page or its panel is new, so that a
// key pressed for the case before decides nothing, and can be switched off (WCAG 2.1.4). Without script all is a form.
"use strict";
(() => {
  const QUIET = 1000;
  const isOff = () => document.cookie.split("; ").includes("keys=off");
  let since = performance.now();

  const show = () => {
    document.documentElement.classList.toggle("keys-off", isOff());
    const button = document.getElementById("keys");
    if (button) { button.hidden = false; button.setAttribute("aria-pressed", String(!isOff())); }
  };

  const isWriting = (element) =>
    element.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable], dialog") !== null;

  document.addEventListener("click", (event) => {
    if (event.target.closest("#keys")) {
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `keys=${isOff() ? "on" : "off"}; path=/; max-age=31536000; samesite=lax${secure}`;
      show();
    }
    if (event.target.closest(".choice[aria-disabled=true]")) { event.preventDefault(); }
  });

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    if (isWriting(event.target) || performance.now() - since < QUIET) { return; }
    const button = /^[1-8]$/.test(event.key) && document.querySelector(`.choice[data-key="${event.key}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  document.addEventListener("htmx:after:swap", () => { since = performance.now(); show(); });
  addEventListener("pageshow", () => { since = performance.now(); show(); });
  show();
  document.getElementById("fault")?.focus();
})();
