// Several forms on one page: whoever saves one, or leaves, is asked before what was typed into another is lost.
"use strict";
{
  const forms = [...document.querySelectorAll("form[data-unsaved]")];
  let sent = null;
  const stateOf = form => JSON.stringify([...new FormData(form)]);
  const before = new Map();
  const isChanged = form => before.has(form) && stateOf(form) !== before.get(form);
  const show = form => {
    const word = form.querySelector("[data-unsaved-word]");
    const text = isChanged(form) ? "Not saved yet" : "";
    if (word.textContent !== text) word.textContent = text;
  };
  // What the browser puts back after a reload, and what other scripts set, is there when the page is shown.
  addEventListener("pageshow", () => forms.forEach(form => {
    if (!before.has(form)) before.set(form, stateOf(form));
    show(form);
  }));
  forms.forEach(form => {
    form.addEventListener("input", () => show(form));
    form.addEventListener("submit", () => { sent = form; });
  });
  addEventListener("beforeunload", event => {
    if (forms.some(form => form !== sent && isChanged(form))) event.preventDefault();
    sent = null;
  });
}
