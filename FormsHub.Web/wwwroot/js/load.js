// Parts of a page that take a while: the page is there first and fetches them.
"use strict";
document.querySelectorAll("[data-load]").forEach(place => {
  const failed = place.querySelector("[data-failed]");
  const waiting = place.querySelectorAll("[data-waiting]");

  const show = busy => {
    place.setAttribute("aria-busy", String(busy));
    waiting.forEach(part => { part.hidden = !busy; });
  };

  const load = async () => {
    failed.hidden = true;
    show(true);
    try {
      const response = await fetch(place.dataset.load, { headers: { Accept: "text/html" } });
      if (!response.ok || response.redirected) throw new Error(`HTTP ${response.status}`);
      place.innerHTML = await response.text();
      place.setAttribute("aria-busy", "false");
    } catch {
      show(false);
      failed.hidden = false;
    }
  };

  place.querySelector("[data-retry]").addEventListener("click", load);
  load();
});
