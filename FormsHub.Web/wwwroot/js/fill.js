// The respondent's page: puts the editor in, and after a submit waits until FormsHub says that it is stored.
"use strict";
{
  const at = id => document.getElementById(id);
  const config = JSON.parse(at("editor-config").textContent);
  const { api, history: hasHistory } = document.currentScript.dataset;
  const language = navigator.language || "en";

  let editor = null;
  let isTouched = false;
  let isConfirmed = false;
  let asking = null;

  const tell = (text, kind, action) => {
    const notice = at("notice");
    notice.className = `notice fill-notice ${kind ?? ""}`;
    notice.replaceChildren(text);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button small";
      button.textContent = action.label;
      button.addEventListener("click", action.run);
      notice.append(" ", button);
    }
    notice.hidden = !text;
  };

  const confirm = state => {
    isConfirmed = true;
    tell("");
    const time = document.createElement("time");
    time.dateTime = state.at;
    time.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" }).format(new Date(state.at));
    at("received-number").textContent = new Intl.NumberFormat("en").format(state.number);
    at("received-at").replaceChildren(time);
    at("purpose").hidden = true;
    at("document").hidden = true;
    at("received").hidden = false;
    at("received-title").focus();

    // The document is not needed any more: closing it lets the editor save and forget it.
    editor?.destroyEditor();
    editor = null;
  };

  // The editor's word that it submitted is a hint. What counts is that the answers are stored.
  const ask = async (attempt = 0) => {
    clearTimeout(asking);
    if (isConfirmed) return;
    let problem = "Your answers were sent, and FormsHub has not confirmed them yet. Keep this page open.";
    try {
      const response = await fetch(`${location.pathname}/state`, { headers: { Accept: "application/json" } });
      const state = response.ok ? await response.json() : null;
      if (state?.submitted) return confirm(state);
    } catch {
      problem = "FormsHub cannot be reached at the moment. Keep this page open; it asks again by itself.";
    }
    if (attempt >= 10) tell(problem, "amber");
    asking = setTimeout(() => ask(attempt + 1), attempt < 10 ? 500 : 3000);
  };

  const open = () => {
    const narrow = matchMedia("(max-width: 640px)").matches;
    editor = new DocsAPI.DocEditor("editor", {
      ...config,
      type: narrow ? "mobile" : config.type,
      width: "100%",
      height: "100%",
      events: {
        ...history,
        onDocumentStateChange: event => { isTouched ||= event.data; },
        onSubmit: () => ask(),
        onRequestRefreshFile: () => location.reload(),
        onOutdatedVersion: () => location.reload(),
        onError: event => console.error("The editor reports:", event.data),
      },
    });
  };

  // A document that was saved before has older states to look at.
  const history = hasHistory !== "yes" ? {} : documentHistory({
    address: `${location.pathname}/history`,
    editor: () => editor,
    reopen: () => { isTouched = false; location.reload(); },
  });

  const load = () => {
    tell("");
    const script = document.createElement("script");
    script.src = api;
    script.onload = () => (window.DocsAPI ? open() : fail());
    script.onerror = fail;
    document.head.append(script);
  };

  const fail = () => {
    document.querySelector(".fill-loading").textContent = "";
    tell("The document editor cannot be reached, so the form cannot be shown. Nothing is lost: try again in a moment.", "red", { label: "Try again", run: load });
  };

  addEventListener("beforeunload", event => {
    if (isTouched && !isConfirmed) event.preventDefault();
  });
  // Somebody may come back to a tab whose submit was answered while it slept.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isTouched && !isConfirmed && asking === null) {
      fetch(`${location.pathname}/state`).then(response => response.json()).then(state => state.submitted && confirm(state)).catch(() => {});
    }
  });
  load();
}
