// What a page with a document tells its reader above the document, with at most one thing to do. Used by every page that opens one.
"use strict";
window.documentNotice = {
  /** @param kind amber, red or green; nothing for plain. @param action { label, run } for a button; nothing for none. An empty text takes the notice away. */
  tell(text, kind, action) {
    const notice = document.getElementById("notice");
    // The same again would be read out again, and take the focus from its button.
    if (notice.dataset.said === text) return;
    notice.dataset.said = text;
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
  },

  /** The document is not there: nothing loads any more, and this is why. */
  fail(text, action) {
    document.querySelector(".fill-loading")?.replaceChildren();
    this.tell(text, "red", action);
  },

  /** Fetches the editor's script once; calls one of the two. */
  load(api, ready, unreachable) {
    if (window.DocsAPI) return ready();
    const script = document.createElement("script");
    script.src = api;
    script.onload = () => (window.DocsAPI ? ready() : unreachable());
    script.onerror = unreachable;
    document.head.append(script);
  },
};
