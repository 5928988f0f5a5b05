// The reader's own time zone stands first in a list of zones, and is chosen where nothing was chosen before.
"use strict";
document.querySelectorAll("select[data-zones]").forEach(select => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own) return;
  const group = document.createElement("optgroup");
  group.label = "Yours";
  const known = [...select.options].find(option => option.value === own) ?? new Option(own.replaceAll("_", " "), own);
  const isChosen = known.selected;
  group.append(known);
  const others = document.createElement("optgroup");
  others.label = "All";
  others.append(...select.options);
  select.replaceChildren(group, others);
  if (isChosen || select.dataset.zones === "choose") select.value = own;
});
