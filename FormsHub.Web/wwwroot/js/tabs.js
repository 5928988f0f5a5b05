// On a narrow window the tabs scroll: the one that is shown is brought into sight.
"use strict";
document.querySelectorAll(".tabs, .chips").forEach(row => {
  const current = row.querySelector("[aria-current]");
  if (current && row.scrollWidth > row.clientWidth) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
});
