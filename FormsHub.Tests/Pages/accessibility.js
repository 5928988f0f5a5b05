// Finds what a person with a screen reader, a keyboard or weak eyes would stumble over; returns one sentence each.
// A small checker of our own: contrast, names, structure, targets. It reads the page as it is painted now.
() => {
  const problems = [];
  const visible = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const name = element => `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${element.className && typeof element.className === "string" ? "." + element.className.split(" ").join(".") : ""}>`;

  // Contrast of text against everything painted beneath it.
  const parse = colour => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    if (colour.startsWith("color(srgb")) return { r: numbers[0] * 255, g: numbers[1] * 255, b: numbers[2] * 255, a: numbers[3] ?? 1 };
    return { r: numbers[0], g: numbers[1], b: numbers[2], a: numbers[3] ?? 1 };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1,
  });
  const ground = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a > 0) layers.push(colour);
      if (colour.a === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const luminance = colour => {
    const [r, g, b] = [colour.r, colour.g, colour.b].map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !visible(element) || element.closest(":disabled, [aria-disabled=true], .visually-hidden, script, style, option")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const beneath = ground(element);
    const ratio = contrast(over(parse(style.color), beneath), beneath);
    if (ratio < needed) problems.push(`contrast ${ratio.toFixed(2)} of "${walker.currentNode.textContent.trim().slice(0, 40)}" in ${name(element)}`);
  }

  // Everything that acts says what it is.
  const label = element => {
    const byId = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" ");
    const labels = element.labels ? [...element.labels].map(one => one.textContent).join(" ") : "";
    const inside = [...element.querySelectorAll("[aria-label], img[alt]")].map(one => one.getAttribute("aria-label") ?? one.alt).join(" ");
    const own = ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName) ? "" : element.textContent;
    return [element.getAttribute("aria-label"), byId, labels, own, inside, element.title].join(" ").trim();
  };
  document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea, [role=button]").forEach(element => {
    if (visible(element) && !label(element)) problems.push(`${name(element)} has no name`);
  });
  document.querySelectorAll("img:not([alt]), svg:not([aria-hidden=true]):not([aria-label])").forEach(element => problems.push(`${name(element)} has no text alternative`));

  // Structure.
  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  new Set(ids.filter((id, index) => ids.indexOf(id) !== index)).forEach(id => problems.push(`the id ${id} is used twice`));
  document.querySelectorAll("[aria-labelledby], [aria-describedby]").forEach(element =>
    ["aria-labelledby", "aria-describedby"].flatMap(attribute => (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean))
      .filter(id => !document.getElementById(id)).forEach(id => problems.push(`${name(element)} refers to ${id}, which is not there`)));
  if (!document.documentElement.lang) problems.push("the page has no language");
  if (!document.title.trim()) problems.push("the page has no title");
  if (document.querySelectorAll("h1").length !== 1) problems.push(`${document.querySelectorAll("h1").length} main headings`);
  if (document.querySelectorAll("main").length !== 1) problems.push("there is no one main part");
  let level = 0;
  document.querySelectorAll("h1, h2, h3, h4").forEach(heading => {
    const next = Number(heading.tagName[1]);
    if (visible(heading) && next > level + 1) problems.push(`"${heading.textContent.trim()}" skips a heading level`);
    if (visible(heading)) level = next;
  });
  document.querySelectorAll("table").forEach(table => {
    if (table.querySelector("th:not([scope])")) problems.push(`${name(table)} has headings without scope`);
  });

  // Targets are at least 24 pixels high and wide; links inside sentences are excepted.
  document.querySelectorAll("button, summary, select, input:not([type=hidden], [type=checkbox], [type=radio]), a.button, a.filter-chip, .menu-item").forEach(element => {
    const box = element.getBoundingClientRect();
    if (visible(element) && (box.height < 24 || box.width < 24)) problems.push(`${name(element)} is only ${Math.round(box.width)} × ${Math.round(box.height)} pixels`);
  });

  // Nothing is cut off at the side.
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) problems.push(`the page is ${root.scrollWidth - root.clientWidth} pixels too wide`);
  document.querySelectorAll(".menu-panel, dialog[open]").forEach(panel => {
    const box = panel.getBoundingClientRect();
    if (visible(panel) && (box.left < 0 || box.right > root.clientWidth)) problems.push(`${name(panel)} leaves the window`);
  });
  return problems;
}
