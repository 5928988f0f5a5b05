// Copy buttons say that they did; without a clipboard (plain http) they select the text instead.
"use strict";
document.querySelectorAll("[data-copy], [data-copy-text]").forEach(button => {
  const source = document.getElementById(button.dataset.copy);
  const word = button.querySelector("[data-word]");
  const before = word.textContent;
  // A text that stands nowhere on the page is put into a box for the moment of copying.
  const copyOldWay = text => {
    const shown = source?.checkVisibility() ? source : null;
    const box = shown ?? document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" }));
    box.select();
    const copied = document.execCommand("copy");
    if (!shown) {
      box.remove();
      button.focus();
    }
    return copied;
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = source?.value ?? button.dataset.copyText;
    source?.select();
    const copied = navigator.clipboard ? await navigator.clipboard.writeText(text).then(() => true, () => false) : copyOldWay(text);
    word.textContent = copied ? "Copied" : source ? "Press Ctrl+C" : "Not copied";
    setTimeout(() => { word.textContent = before; }, 2000);
  });
});
