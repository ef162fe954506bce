// Says before a session ends that it will, and lets the person stay (WCAG 2.2.1). What this asks for by itself
// carries a header, so that a page left open keeps no session alive.
"use strict";
(() => {
  const WARNED = 180; // seconds before the end
  const AGAIN = 5000; // milliseconds until another attempt, where the network failed
  const place = document.getElementById("session");
  let timer = 0;

  const show = (when) => place.querySelectorAll("[data-when]").forEach((each) => { each.hidden = each.dataset.when !== when; });

  const wait = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(() => ask({ "klokt-by-itself": "1" }), seconds * 1000);
  };

  const plan = ({ left, stays }) => {
    show(left <= 0 ? "over" : left > WARNED ? "" : stays ? "ending" : "closing");
    if (left > 0) { wait(left > WARNED ? left - WARNED : left + 1); }
  };

  const ask = async (headers) => {
    try {
      plan(await (await fetch(place.dataset.ask, { headers, cache: "no-store" })).json());
    } catch {
      timer = setTimeout(() => ask(headers), AGAIN);
    }
  };

  document.getElementById("stay").addEventListener("click", () => ask({}));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wait(0); } });
  plan({ left: Number(place.dataset.left), stays: true });
})();
