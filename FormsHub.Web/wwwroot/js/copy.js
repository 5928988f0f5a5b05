// Copy buttons say that they did; without a clipboard (plain http) they select the text instead.
"use strict";
document.querySelectorAll("[data-copy]").forEach(button => {
  const source = document.getElementById(button.dataset.copy);
  const word = button.querySelector("[data-word]");
  const before = word.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(source.value).then(() => true, () => false)
      : document.execCommand("copy");
    word.textContent = copied ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { word.textContent = before; }, 2000);
  });
});
