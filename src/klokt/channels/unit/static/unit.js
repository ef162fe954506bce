// Keys for the lists and pages of a unit, and news of the list. Everything here can be done with buttons and links too.
"use strict";

const DEAD = 1000; // milliseconds after a case is shown in which no key decides: a double press must not sign two
let shownAt = performance.now();
document.addEventListener("htmx:after:swap", () => { shownAt = performance.now(); });

const off = () => localStorage.getItem("klokt-keys") === "off";
const writing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

function rows() { return [...document.querySelectorAll("tr[data-row] th a")]; }

function move(step) {
    const links = rows();
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1)];
    if (next) next.focus();
}

function press(event) {
    if (event.key === "Escape" && writing(event.target)) { event.target.blur(); return; }
    if (off() || event.repeat || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") document.getElementById("keys")?.showModal();
    else if (event.key === "/") document.getElementById("search")?.focus();
    else if (button) { if (performance.now() - shownAt > DEAD) button.click(); }
    else return;
    event.preventDefault();
}

document.addEventListener("keydown", press);

const keySwitch = document.getElementById("keys-on");
if (keySwitch) {
    keySwitch.checked = !off();
    keySwitch.addEventListener("change", () => {
        localStorage.setItem("klokt-keys", keySwitch.checked ? "on" : "off");
        document.documentElement.classList.toggle("no-keys", off());
    });
}
document.documentElement.classList.toggle("no-keys", off());
document.getElementById("problem")?.focus();
