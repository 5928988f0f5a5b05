// A file may be dropped on a dropzone; the file box inside keeps working without this.
"use strict";
document.querySelectorAll(".dropzone").forEach(zone => {
  const box = zone.querySelector("input[type=file]");
  const name = zone.querySelector("[data-file-name]");
  const button = zone.querySelector("button[type=submit]");
  const word = button.querySelector("[data-word]");
  const before = word.textContent;

  const show = () => {
    const file = box.files[0];
    name.textContent = file ? `${file.name} · ${size(file.size)}` : "";
    zone.classList.toggle("has-file", Boolean(file));
    const most = Number(zone.dataset.mostMegabytes);
    box.setCustomValidity(file && most && file.size > most * 1_048_576 ? `This file is larger than ${most} MB, the most that can be published.` : "");
    if (file) box.reportValidity();
  };
  const size = bytes => bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
  const take = () => {
    show();
    // Only a file that somebody has just chosen is sent by itself, never one that the browser has put back.
    if (zone.dataset.atOnce === "true" && box.files[0] && box.checkValidity()) zone.requestSubmit(button);
  };

  const stop = event => { event.preventDefault(); };
  ["dragenter", "dragover"].forEach(kind => zone.addEventListener(kind, event => { stop(event); zone.classList.add("over"); }));
  zone.addEventListener("dragleave", event => { if (!zone.contains(event.relatedTarget)) zone.classList.remove("over"); });
  zone.addEventListener("drop", event => {
    stop(event);
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    box.files = one.files;
    take();
  });
  // A file that misses the zone must not replace the page.
  ["dragover", "drop"].forEach(kind => document.addEventListener(kind, stop));
  box.addEventListener("change", take);
  zone.addEventListener("submit", () => {
    button.disabled = true;
    word.textContent = button.dataset.busy;
  });
  // Back from the next page: the button works again.
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    word.textContent = before;
  });
  show();
});
// A menu's way to the file box.
document.querySelectorAll("[data-choose-file]").forEach(link => link.addEventListener("click", event => {
  event.preventDefault();
  link.closest("details")?.removeAttribute("open");
  document.getElementById(link.dataset.chooseFile).click();
}));
