// A document that is only read: puts the editor in and says when it cannot.
"use strict";
{
  const config = JSON.parse(document.getElementById("editor-config").textContent);
  const { api } = document.currentScript.dataset;
  const open = () => new DocsAPI.DocEditor("editor", { ...config, width: "100%", height: "100%", events: {
    onError: event => {
      console.error("The editor reports an error:", event.data?.errorCode);
      documentNotice.fail("The editor cannot show this document. You can download it all the same.");
    },
    onRequestClose: () => { location.href = document.querySelector(".breadcrumb").href; },
  } });
  documentNotice.load(api, open, () => documentNotice.fail("The document editor cannot be reached. You can download the document all the same."));
}
