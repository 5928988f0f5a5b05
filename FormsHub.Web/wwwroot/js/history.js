// The document's history in the editor: what it asks for is fetched here and handed over. Used by every page that opens a document.
"use strict";
window.documentHistory = ({ address, editor, reopen, restored }) => {
  const get = async (path, options) => {
    const response = await fetch(path, { headers: { Accept: "application/json" }, ...options });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  const list = async () => {
    try {
      editor().refreshHistory(await get(address));
    } catch {
      editor().refreshHistory({ error: "The history cannot be read at the moment." });
    }
  };
  const events = {
    onRequestHistory: list,
    onRequestHistoryData: async event => {
      try {
        editor().setHistoryData(await get(`${address}/${event.data}`));
      } catch {
        editor().setHistoryData({ version: event.data, error: "This version cannot be read at the moment." });
      }
    },
    onRequestHistoryClose: reopen,
  };
  if (restored) {
    events.onRequestRestore = async event => {
      try {
        // Which one is said by its number; the address in the event comes from the browser and is not used.
        const state = await get(`${address}/${event.data.version}/restore`, { method: "POST" });
        restored(state);
      } catch {
        restored(null);
      }
      await list();
    };
  }
  return events;
};
