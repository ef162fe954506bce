// Keys for the lists of a unit, and news of them. Everything here can be done with buttons and links too.
"use strict";
(() => {
  const QUIET = 1000; // milliseconds after a list is shown in which no key does anything to a row
  let since = performance.now();
  const isOff = () => document.cookie.split("; ").includes("keys=off");
  const isWriting = (element) =>
    element.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable], dialog") !== null;
  const links = () => [...document.querySelectorAll("tr[data-row] th a")];
  const current = () => document.activeElement?.closest?.("tr[data-row]");

  const move = (step) => {
    const all = links();
    const at = all.indexOf(current()?.querySelector("th a"));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) { return; }
    const box = current()?.querySelector("input[type=checkbox]");
    const button = document.querySelector(`#rows [data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "j") { move(1); }
    else if (event.key === "k") { move(-1); }
    else if (event.key === "x" && box) { box.checked = !box.checked; }
    else if (event.key === "?") { const keys = document.querySelector(".keys"); keys.open = true; keys.querySelector("summary").focus(); }
    else if (button && performance.now() - since > QUIET) { if (box) { box.checked = true; } button.click(); }
    else { return; }
    event.preventDefault();
  });

  const keys = document.getElementById("keys-on");
  if (keys) {
    keys.checked = !isOff();
    keys.addEventListener("change", () => {
      document.cookie = `keys=${keys.checked ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`;
      document.documentElement.classList.toggle("keys-off", isOff());
    });
  }
  document.documentElement.classList.toggle("keys-off", isOff());

  const list = document.getElementById("list");
  if (list?.dataset.live) {
    const news = new EventSource(list.dataset.live);
    news.addEventListener("changed", () => { document.getElementById("news").hidden = false; });
    addEventListener("pagehide", () => news.close());
  }
  document.addEventListener("htmx:after:swap", () => { since = performance.now(); });
})();
