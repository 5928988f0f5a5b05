// The author's page: puts the editor in, keeps its key fresh, and tells when others went on from another state.
"use strict";
{
  const at = id => document.getElementById(id);
  const { api, form } = document.currentScript.dataset;
  let config = JSON.parse(at("editor-config").textContent);
  let editor = null;
  let isDirty = false;
  let isInHistory = false;

  const { tell } = documentNotice;

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
            tell("The form was saved in the meantime and cannot be opened again at the moment.", "red", { label: "Try again", run: reopen });
          }
        },
        onOutdatedVersion: () => reopen(),
        onError: event => {
          console.error("The editor reports an error:", event.data?.errorCode);
          documentNotice.fail("The editor reports a fault. If you cannot go on, reload the page; what was saved is kept.", { label: "Reload", run: () => location.reload() });
        },
        onWarning: event => {
          console.warn("The editor warns:", event.data?.warningCode);
          tell("The form could not be saved for the moment. Keep this page open and save again before you leave.", "amber");
        },
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
      ? tell(`Restored as draft ${state.number}. Close the history to go on from it.`, "green")
      : tell("This version could not be restored. Try again in a moment.", "red"),
  });
  const openHistory = history.onRequestHistory;
  history.onRequestHistory = () => { isInHistory = true; return openHistory(); };

  document.addEventListener("design-state", event => {
    const { key } = event.detail;
    if (editor && !isInHistory && key && key !== config.document.key) {
      tell("A colleague went on from another version of this form. What you change here is kept in the history.", "amber", { label: "Open the newest version", run: reopen });
    }
  });

  const load = () => {
    tell("");
    documentNotice.load(api, open, () => documentNotice.fail(
      "The document editor cannot be reached, so the form cannot be shown. Try again in a moment.", { label: "Try again", run: load }));
  };

  addEventListener("beforeunload", event => { if (isDirty) event.preventDefault(); });
  load();
}
