// Keys for people who work with answers all day: / search, j k move, o open, e export, p n neighbours, ? the map.
"use strict";
{
  const rows = () => [...document.querySelectorAll("[data-rows] tbody tr")];
  const current = () => rows().findIndex(row => row.classList.contains("current"));
  const move = step => {
    const all = rows();
    if (!all.length) return;
    const at = current();
    const next = Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step));
    all.forEach((row, index) => row.classList.toggle("current", index === next));
    all[next].querySelector("a")?.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  };
  // Back from a page that was opened from a row: the keys go on from there.
  rows().find(row => row.id && location.hash === `#${row.id}`)?.classList.add("current");
  const follow = selector => document.querySelector(selector)?.click();
  const openMenu = name => {
    const menu = document.querySelector(`details[data-menu=${name}]`);
    if (!menu) return;
    menu.open = true;
    (menu.querySelector("input:not([type=hidden])") ?? menu.querySelector("a, button")).focus();
  };

  const keys = {
    "/": () => openMenu("forms"),
    "j": () => move(1),
    "k": () => move(-1),
    "o": () => rows()[current()]?.querySelector("a")?.click(),
    "e": () => openMenu("download"),
    "f": () => document.querySelector("[data-filter-search]")?.focus(),
    "p": () => follow("a[rel=prev]"),
    "n": () => follow("a[rel=next]"),
    "?": () => document.getElementById("key-map")?.showModal(),
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.querySelectorAll("[data-open-dialog]").forEach(button => button.addEventListener("click", () =>
    document.getElementById(button.dataset.openDialog).showModal()));
}
