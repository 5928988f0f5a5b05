// The author's page: puts the editor in, keeps its key fresh, and tells when others went on from another state.
"use strict";
{
  const at = id => document.getElementById(id);
  const { api, form } = document.currentScript.dataset;
  let config = JSON.parse(at("editor-config").textContent);
  let editor = null;
  let isDirty = false;
  let isInHistory = false;

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

  const fresh = async () => {
    const response = await fetch(`${form}/edit/config`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    config = await response.json();
    return config;
  };

  const people = async event => {
    try {
      const everybody = await (await fetch(`${form}/design/people`)).json();
      const asked = event.data?.id;
      editor.setUsers({ c: event.data?.c, users: asked ? everybody.filter(person => asked.includes(person.id)) : everybody });
    } catch {
      editor.setUsers({ c: event.data?.c, users: [] });
    }
  };

  const open = () => {
    isInHistory = false;
    editor = new DocsAPI.DocEditor("editor", {
      ...config,
      type: matchMedia("(max-width: 640px)").matches ? "mobile" : config.type,
      width: "100%",
      height: "100%",
      events: {
        ...history,
        onDocumentStateChange: event => { isDirty = event.data; },
        onDocumentReady: () => document.dispatchEvent(new Event("design-ask")),
        onRequestClose: () => { location.href = `${form}/versions`; },
        onRequestUsers: people,
        // The document was saved under this key meanwhile: the next one opens what was saved.
        onRequestRefreshFile: async () => {
          try {
            editor.refreshFile(await fresh());
          } catch {
            tell("The form was saved meanwhile and cannot be opened again at the moment.", "red", { label: "Try again", run: reopen });
          }
        },
        onOutdatedVersion: () => reopen(),
        onError: event => console.error("The editor reports:", event.data),
      },
    });
  };

  // The same place, a new editor: after the history, after somebody went on from another state.
  const reopen = async () => {
    tell("");
    isDirty = false;
    try {
      await fresh();
      editor?.destroyEditor();
      open();
    } catch {
      tell("The form cannot be opened at the moment.", "red", { label: "Try again", run: reopen });
    }
  };

  const history = documentHistory({
    address: `${form}/history`,
    editor: () => editor,
    reopen,
    restored: state => state
      ? tell(`Taken up again as draft ${state.number}. Close the history to go on from it.`, "green")
      : tell("This version could not be taken up again.", "red"),
  });
  const openHistory = history.onRequestHistory;
  history.onRequestHistory = () => { isInHistory = true; return openHistory(); };

  document.addEventListener("design-state", event => {
    const { key } = event.detail;
    if (editor && !isInHistory && key && key !== config.document.key) {
      tell("A colleague went on from another state of this form. What you change here is kept in its history.", "amber", { label: "Open the newest state", run: reopen });
    }
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
    tell("The document editor cannot be reached, so the form cannot be shown. Try again in a moment.", "red", { label: "Try again", run: load });
  };

  addEventListener("beforeunload", event => { if (isDirty) event.preventDefault(); });
  load();
}
