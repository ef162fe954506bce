// Keys of a round and of the last decisions: N goes on, U undoes the newest. They are dead for a second after a page
// is new, as those of the decision are, and off with them (WCAG 2.1.4). Everything here is a button too.
"use strict";
(() => {
  const QUIET = 1000;
  let since = performance.now();
  const isOff = () => document.cookie.split("; ").includes("keys=off");
  const isWriting = (element) =>
    element.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable], dialog") !== null;

  document.documentElement.classList.toggle("keys-off", isOff());
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
    if (isWriting(event.target) || performance.now() - since < QUIET) { return; }
    const button = /^[nu]$/.test(event.key) && document.querySelector(`main button[data-key="${event.key}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });
  addEventListener("pageshow", () => { since = performance.now(); });
})();
