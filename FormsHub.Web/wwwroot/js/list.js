// The list of submissions: the download's button says what will happen, and columns are put into another order by buttons.
"use strict";
{
  const form = document.querySelector("form[data-download]");
  if (form) {
    const number = new Intl.NumberFormat(navigator.language || "en");
    const words = form.querySelector("[data-words]");
    const [download, prepare] = words.dataset.words.split("|");
    const tell = () => {
      const format = form.querySelector("input[name=format]:checked");
      const count = Number(form.querySelector("input[name=rows]:checked").dataset.count);
      if (!format) return;
      const waits = count > Number(format.dataset.threshold);
      words.textContent = `${waits ? prepare : download} ${number.format(count)} as ${format.dataset.title}`;
      form.querySelector("[data-note=background]").hidden = !waits;
      form.querySelectorAll("[data-options-of]").forEach(options => { options.hidden = options.dataset.optionsOf !== format.value; });
    };
    form.addEventListener("change", tell);
    tell();
    // A file that comes at once leaves the page as it is: the menu closes, and pressing again asks anew.
    form.addEventListener("submit", () => setTimeout(() => {
      form.closest("details").open = false;
      form.elements.key.value = [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, "0")).join("");
    }, 0));
  }

  document.querySelectorAll("[data-order]").forEach(list => {
    const said = list.parentElement.querySelector("[data-order-said]");
    list.querySelectorAll("[data-move]").forEach(button => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const item = button.closest("li");
        const other = button.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
        if (other) {
          if (button.dataset.move === "-1") other.before(item); else other.after(item);
        }
        button.focus();
        item.scrollIntoView({ block: "nearest" });
        said.textContent = `${item.querySelector("label").textContent.trim()}: place ${[...list.children].indexOf(item) + 1} of ${list.children.length}`;
      });
    });
  });
}
