// Menus close on Escape and on a click elsewhere; one is open at a time.
"use strict";
{
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", event => menus().forEach(menu => {
    if (!menu.contains(event.target)) menu.open = false;
  }));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    menus().forEach(menu => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A menu that opens below the window's edge is brought into sight.
  document.addEventListener("toggle", event => {
    if (event.target.matches?.("details.menu.in-page[open]")) event.target.querySelector(".menu-panel").scrollIntoView({ block: "nearest" });
  }, true);

  // A menu that the keyboard leaves closes behind it.
  document.querySelectorAll("details.menu").forEach(menu => menu.addEventListener("focusout", event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  }));

  // A list with a search box above it: typing narrows the list, Enter opens the first that is left.
  document.querySelectorAll("[data-narrow]").forEach(box => {
    const items = [...document.getElementById(box.dataset.narrow).querySelectorAll("li")];
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      items.forEach(item => { item.hidden = !words.every(word => item.textContent.toLowerCase().includes(word)); });
    });
    box.addEventListener("keydown", event => {
      const shown = items.filter(item => !item.hidden);
      if (event.key === "ArrowDown" && shown.length) {
        event.preventDefault();
        shown[0].querySelector("a, input").focus();
      } else if (event.key === "Enter" && box.value && shown.length) {
        event.preventDefault();
        shown[0].querySelector("a, input").click();
      }
    });
  });
}
