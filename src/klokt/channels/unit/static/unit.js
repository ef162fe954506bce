// Keys for the lists of a unit, and news of them. Everything here can be done with buttons and links too.
"use strict";
(() => {
  const QUIET = 1000; // milliseconds after a list is shown in which no key does anything to a row
  let since = performance.now();
  const find = (selector) => document.querySelector(selector);
  const isOff = () => document.cookie.split("; ").includes("keys=off");
  const isWriting = (element) =>
    element.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), [contenteditable], dialog") !== null;
  const links = () => [...document.querySelectorAll("tr[data-row] th a")];
  const boxes = () => [...document.querySelectorAll("#rows .pick input")];
  const current = () => document.activeElement?.closest?.("tr[data-row]");
  const rowOf = (stream) => find(`tr[data-row="${CSS.escape(stream)}"]`);

  const move = (step) => {
    const all = links();
    const at = all.indexOf(current()?.querySelector("th a"));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: "nearest" });
  };

  const count = () => {
    const told = find("#chosen-count");
    const chosen = boxes().filter((each) => each.checked).length;
    if (told) {
      told.dataset.none ??= told.textContent;
      told.textContent = chosen ? told.dataset.told.replace("{count}", chosen) : told.dataset.none;
    }
  };

  const act = (key) => {
    const button = find(`main [data-key="${CSS.escape(key)}"]`);
    if (!button || button.closest("[hidden]") || performance.now() - since <= QUIET) { return false; }
    const box = current()?.querySelector(".pick input");
    if (box && button.closest("#rows")) { box.checked = true; }
    button.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) { return; }
    const box = current()?.querySelector(".pick input");
    if (event.key === "j") { move(1); }
    else if (event.key === "k") { move(-1); }
    else if (event.key === "x" && box) { box.checked = !box.checked; count(); }
    else if (event.key === "o" && current()) { current().querySelector("th a").click(); }
    else if (event.key === "/") { find("#search").focus(); }
    else if (event.key === "?") { find("#keys-dialog").showModal(); }
    else if (!act(event.key)) { return; }
    event.preventDefault();
  });
  document.addEventListener("change", (event) => { if (event.target.closest(".pick")) { count(); } });

  const keys = find("#keys-on");
  keys.checked = !isOff();
  keys.addEventListener("change", () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `keys=${keys.checked ? "on" : "off"}; path=/; max-age=31536000; samesite=lax${secure}`;
    document.documentElement.classList.toggle("keys-off", isOff());
  });
  document.documentElement.classList.toggle("keys-off", isOff());
  document.documentElement.classList.add("has-script");
  find("#keys-open").hidden = false;
  find("#keys-open").addEventListener("click", () => find("#keys-dialog").showModal());
  find("#keys-close").addEventListener("click", () => find("#keys-dialog").close());

  let news = null;
  const tell = (told) => {
    const notice = find("#news");
    notice.querySelector("span").textContent = told;
    notice.hidden = false;
  };
  const claim = (stream, { told, seconds }) => {
    const place = rowOf(stream)?.querySelector("[data-claim]");
    if (!place) { return; }
    place.textContent = told;
    if (told) { setTimeout(() => { if (place.textContent === told) { place.textContent = ""; } }, seconds * 1000); }
  };
  const listen = () => {
    news?.close();
    const list = find("#list");
    if (!list?.dataset.live) { return; }
    news = new EventSource(list.dataset.live);
    news.addEventListener("news", (event) => {
      const said = JSON.parse(event.data);
      const notice = find("#news");
      Object.entries(said.rows).forEach(([stream, each]) => claim(stream, each));
      if (said.new) { tell(notice.dataset.new.replace("{count}", said.new)); }
      else if (said.changed) { tell(notice.dataset.changed); }
    });
    news.addEventListener("error", () => { if (news.readyState === EventSource.CLOSED) { tell(find("#news").dataset.stopped); } });
  };
  addEventListener("pagehide", () => news?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { listen(); } });

  let kept = null; // what was chosen and where the person was, over a swap of the list
  document.addEventListener("htmx:before:swap", () => {
    const focus = document.activeElement;
    kept = { chosen: boxes().filter((each) => each.checked).map((each) => each.name), row: current()?.dataset.row, id: focus?.id };
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!kept) { return; }
    since = performance.now();
    boxes().forEach((each) => { each.checked = kept.chosen.includes(each.name); });
    const place = kept.row ? rowOf(kept.row)?.querySelector("th a") : kept.id && document.getElementById(kept.id);
    if (document.activeElement === document.body) { (place || links()[0] || find("#main")).focus(); }
    kept = null;
    count();
    listen();
  });
  count();
  listen();
})();
