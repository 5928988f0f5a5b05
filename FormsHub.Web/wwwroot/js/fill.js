// The respondent's page: puts the editor in, keeps it going, and after a submit waits until FormsHub says that it is stored.
"use strict";
{
  const at = id => document.getElementById(id);
  const { api, history: hasHistory } = document.currentScript.dataset;
  const isNarrow = matchMedia("(max-width: 640px)").matches;
  const surface = isNarrow ? "mobile" : "desktop";

  let config = JSON.parse(at("editor-config").textContent);
  let editor = null;
  let isTouched = false;
  let isLeaving = false;
  let asking = null;

  const { tell } = documentNotice;

  // ---- After the submit. The editor's word is a hint; what counts is that the answers are stored. ----
  const isStored = async () => {
    const response = await fetch(`${location.pathname}/state`, { headers: { Accept: "application/json" }, cache: "no-store" });
    return response.ok && (await response.json()).submitted;
  };

  const show = () => {
    isLeaving = true;
    location.replace(location.pathname);
  };

  let isAdvised = false;
  const again = { label: "Submit again", run: () => {
    isAdvised = true;
    tell("Press Complete & Submit in the document once more. Your answers are still in it; the same answers are not counted twice.", "amber");
    at("document").scrollIntoView();
    editor?.grabFocus?.();
  } };

  const ask = async (since = Date.now()) => {
    clearTimeout(asking);
    let problem = "Your answers are not received yet. Keep this page open; it keeps asking.";
    try {
      if (await isStored()) return show();
    } catch {
      problem = "FormsHub cannot be reached at the moment, so it is not certain that your answers are received. Keep this page open; it keeps asking.";
    }
    const waited = Date.now() - since;
    // A submit can be swallowed: another save was just under way, or the tab slept. Then nobody will ever say more.
    if (waited > 20_000 && !isAdvised) tell(`${problem} If this stays so, submit once more.`, "amber", again);
    else if (waited > 4_000 && !isAdvised) tell(problem, "amber");
    asking = setTimeout(() => ask(since), waited < 5_000 ? 500 : 3_000);
  };

  // ---- A fresh configuration, for another kind of window or after the document was saved under its key. ----
  const fetchConfig = async () => {
    const response = await fetch(`${location.pathname}?type=${surface}`, { cache: "no-store" });
    if (response.status >= 500) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("editor-config");
    // Without one there is nothing to fill any more: submitted elsewhere, or closed. The page itself says what it is.
    if (!fresh) show();
    return fresh && JSON.parse(fresh.textContent);
  };

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  let refreshing = false;
  const refresh = async () => {
    if (refreshing) return;
    refreshing = true;
    tell("The form was saved a moment ago and is being opened again …");
    const old = config.document.key;
    try {
      for (let attempt = 0; attempt < 30; attempt++) {
        const fresh = await fetchConfig();
        if (!fresh) return;
        if (fresh.document.key !== old) {
          config = fresh;
          tell("");
          if (editor?.refreshFile) editor.refreshFile(config);
          else open();
          return;
        }
        // The save has not reached FormsHub yet; until then there is no new key.
        await pause(1_000);
      }
      fail("The form could not be opened again. Your answers are kept: reload the page in a minute.", () => location.reload());
    } catch {
      fail("FormsHub cannot be reached at the moment. Your answers are kept.", () => { refreshing = false; refresh(); });
    } finally {
      refreshing = false;
    }
  };

  // ---- The editor ----
  const sentences = {
    "-4": "The form could not be fetched. Try again in a moment.",
    "-18": "The connection to the editor was lost. It is tried again; if you cannot go on, reload the page. What was saved is kept.",
    "-20": "The page has become too old to open the form.",
    "-21": "The page has become too old to open the form.",
    "-22": "Too many people are filling in forms at this moment. Try again in a few minutes.",
    "-23": "The page has become too old to open the form.",
    "-25": "The editor is busy or had a fault. Reload the page; what was saved is kept.",
    "-82": "This document cannot be filled in. Tell whoever sent you the link.",
    "-100": "The form was opened elsewhere and cannot be changed here any more. Reload the page to go on here.",
  };

  const fail = (text, run, label = "Try again") => documentNotice.fail(text, { label, run });

  const close = () => {
    editor?.destroyEditor();
    editor = null;
  };

  const events = {
    onDocumentStateChange: event => { isTouched ||= event.data; },
    onSubmit: () => { isTouched = true; isAdvised = false; ask(); },
    onRequestRefreshFile: refresh,
    onOutdatedVersion: refresh,
    onRequestClose: () => {
      // The editor saves what was entered when it is closed, so nothing has to be warned about.
      close();
      isTouched = false;
      tell("");
      at("resumed")?.remove();
      at("document").hidden = true;
      at("left").hidden = false;
      at("left-title").focus();
    },
    onError: event => {
      console.error("The editor reports an error:", event.data?.errorCode);
      const unknown = "The editor reports a fault. If you just pressed Complete & Submit, press it again; if you cannot go on, reload the page. What was saved is kept.";
      fail(sentences[event.data?.errorCode] ?? unknown, () => location.reload(), "Reload");
    },
    onWarning: event => {
      console.warn("The editor warns:", event.data?.warningCode);
      tell("The editor reports that something could not be saved for the moment. Keep this page open and go on; your answers are in the document.", "amber");
    },
  };

  const open = () => {
    close();
    editor = new DocsAPI.DocEditor("editor", { ...config, width: "100%", height: "100%", events: { ...history, ...events } });
  };

  // A document that was saved before has older states to look at.
  const history = hasHistory !== "yes" ? {} : documentHistory({
    address: `${location.pathname}/history`,
    editor: () => editor,
    reopen: () => { isLeaving = true; location.reload(); },
  });

  const load = async () => {
    tell("");
    try {
      config = config.type === surface ? config : await fetchConfig();
    } catch {
      return fail("FormsHub cannot be reached at the moment. Try again.", load);
    }
    if (!config) return;
    documentNotice.load(api, open, () => fail("The document editor cannot be reached, so the form cannot be shown. Nothing is lost: try again in a moment.", load));
  };

  at("about").open = !isNarrow;
  at("go-on").addEventListener("click", async () => {
    at("left").hidden = true;
    at("document").hidden = false;
    // The key may be used up: the editor saved when it was closed.
    config = await fetchConfig().catch(() => config);
    if (!config) return;
    open();
    // The button that was pressed is gone; the keyboard goes on in the document.
    editor.grabFocus?.();
  });
  addEventListener("beforeunload", event => {
    if (isTouched && !isLeaving) event.preventDefault();
  });
  // Somebody may come back to a tab whose submit was answered while it slept.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isTouched && asking === null) isStored().then(stored => stored && show()).catch(() => {});
  });
  load();
}
