// Who edits a form's document now, and what is drafted: asked every few seconds while somebody looks.
"use strict";
document.querySelectorAll("[data-design-state]").forEach(place => {
  const every = 4000;
  const { self } = place.dataset;
  const presence = place.querySelector("[data-presence]");
  const draft = place.querySelector("[data-draft]");
  const publish = place.querySelector("[data-publish]");
  const form = place.dataset.designState.replace(/\/design$/, "");
  const time = moment => new Intl.DateTimeFormat(navigator.language || "en", { timeStyle: "short" }).format(new Date(moment));
  let waiting = null;

  const show = state => {
    if (presence) {
      const words = presence.querySelector("[data-words]");
      // Only what changed is written: it is read out.
      if (words.textContent !== state.presence) words.textContent = state.presence;
      presence.hidden = state.editors.every(name => name === self);
    }
    if (draft) {
      draft.textContent = state.draft
        ? `Draft saved ${time(state.draft.savedAt)}${state.draft.author ? ` by ${state.draft.author}` : ""}`
        : `Version ${state.version}. What is saved is a draft until it is published.`;
    }
    if (publish) {
      publish.hidden = !state.draft;
      if (state.draft) publish.href = `${form}/publish?draft=${state.draft.id}`;
    }
    document.dispatchEvent(new CustomEvent("design-state", { detail: state }));
  };

  const ask = async () => {
    clearTimeout(waiting);
    try {
      const response = await fetch(place.dataset.designState, { headers: { Accept: "application/json" } });
      if (response.ok) show(await response.json());
    } catch {
      // FormsHub is away for a moment; the next question tells.
    }
    if (!document.hidden) waiting = setTimeout(ask, every);
  };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  document.addEventListener("design-ask", ask);
  ask();
});
