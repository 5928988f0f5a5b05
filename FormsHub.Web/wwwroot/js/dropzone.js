// A file may be dropped on a dropzone; the file box inside keeps working without this.
"use strict";
document.querySelectorAll(".dropzone").forEach(zone => {
  const box = zone.querySelector("input[type=file]");
  const name = zone.querySelector("[data-file-name]");
  const titleBox = zone.querySelector("[data-title-from-file]");
  const button = zone.querySelector("button[type=submit]");

  const show = () => {
    const file = box.files[0];
    name.textContent = file ? `${file.name} · ${size(file.size)}` : "";
    zone.querySelectorAll("[data-with-file]").forEach(part => { part.hidden = !file; });
    const suggested = file ? file.name.replace(/\.[^.]+$/, "").replace(/_+/g, " ") : "";
    if (file && titleBox && (!titleBox.value || titleBox.value === titleBox.dataset.suggested)) {
      titleBox.value = suggested;
      titleBox.dataset.suggested = suggested;
    }
    if (file && titleBox) titleBox.select();
    const most = Number(zone.dataset.mostMegabytes);
    box.setCustomValidity(file && most && file.size > most * 1_048_576 ? `This file is larger than ${most} MB, the most that can be published.` : "");
    if (file) box.reportValidity();
  };
  const size = bytes => bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;

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
    show();
  });
  // A file that misses the zone must not replace the page.
  ["dragover", "drop"].forEach(kind => document.addEventListener(kind, stop));
  box.addEventListener("change", show);
  zone.closest("form").addEventListener("submit", () => {
    button.disabled = true;
    button.querySelector("[data-word]").textContent = button.dataset.busy;
  });
  // Back from the next page: the button works again.
  window.addEventListener("pageshow", () => { button.disabled = false; });
  show();
});
