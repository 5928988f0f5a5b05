// Reports that are being made: asks every two seconds how far they are, as long as one is under way, and says when one has ended.
"use strict";
{
  const every = 2000;
  const frame = () => document.querySelector("[data-runs]");
  const isUnderWay = () => document.querySelector("[data-run][data-open]");

  // A row that somebody is in keeps the keyboard's place, and an open menu stays open.
  const replace = (row, fresh) => {
    if (row.querySelector("details[open]")) return;
    const name = row.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    row.replaceWith(fresh);
    if (name) ([...fresh.querySelectorAll("a, button, summary")].find(one => one.getAttribute("aria-label") === name) ?? fresh.querySelector("a.button, button"))?.focus();
  };

  const look = async () => {
    if (!document.hidden) {
      const address = new URL(location.href);
      ["done", "run"].forEach(name => address.searchParams.delete(name));
      const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
      if (answer?.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.querySelectorAll("[data-run]").forEach(row => {
          const fresh = page.getElementById(row.id);
          if (!fresh) return;
          if (row.dataset.open && !fresh.dataset.open) {
            document.querySelector("[data-runs-said]").textContent = `${fresh.dataset.name}: ${fresh.dataset.state}`;
          }
          replace(row, document.adoptNode(fresh));
        });
        document.dispatchEvent(new Event("formshub:times"));
        const chips = page.querySelector("[data-runs] .chips");
        if (chips && !frame().querySelector(".chips").contains(document.activeElement)) frame().querySelector(".chips").replaceWith(document.adoptNode(chips));
      }
    }
    if (isUnderWay()) setTimeout(look, every);
  };
  if (frame() && isUnderWay()) setTimeout(look, every);
}
