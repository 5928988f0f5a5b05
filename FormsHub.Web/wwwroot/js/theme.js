// The theme switch: system, light or dark, kept in a cookie so that the server's first paint is right.
"use strict";
{
  const root = document.documentElement;
  const buttons = document.querySelectorAll("[data-theme-choice]");
  const show = () => buttons.forEach(button => button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme)));
  buttons.forEach(button => button.addEventListener("click", () => {
    root.dataset.theme = button.dataset.themeChoice;
    document.cookie = `formshub-theme=${button.dataset.themeChoice}; path=/; max-age=31536000; samesite=lax`;
    show();
  }));
  document.querySelectorAll("[data-theme-switch]").forEach(area => { area.hidden = false; });
  show();
}
