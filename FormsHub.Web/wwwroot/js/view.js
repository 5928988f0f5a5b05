// A document that is only read: puts the editor in and says when it cannot.
"use strict";
{
  const config = JSON.parse(document.getElementById("editor-config").textContent);
  const tell = text => {
    const notice = document.getElementById("notice");
    notice.textContent = text;
    notice.hidden = false;
    document.querySelector(".fill-loading")?.replaceChildren();
  };
  const unreachable = () => tell("The document editor cannot be reached. The document can be downloaded all the same.");

  const script = document.createElement("script");
  script.src = document.currentScript.dataset.api;
  script.onload = () => window.DocsAPI
    ? new DocsAPI.DocEditor("editor", { ...config, width: "100%", height: "100%", events: {
      onError: event => {
        console.error("The editor reports an error:", event.data?.errorCode);
        tell("The editor cannot show this document. It can be downloaded all the same.");
      },
      onRequestClose: () => { location.href = document.querySelector(".breadcrumb").href; },
    } })
    : unreachable();
  script.onerror = unreachable;
  document.head.append(script);
}
