"use strict";
const form = document.getElementById("filters");
const items = Array.from(document.querySelectorAll("#contract .item"));
const texts = items.map((item) => item.textContent.toLowerCase());
function filter() {
  const words = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const tiers = new Set(Array.from(form.querySelectorAll("[name=tier]:checked"), (box) => box.value));
  const onlyDeprecated = document.getElementById("only-deprecated").checked;
  let shown = 0;
  items.forEach((item, at) => {
    const isShown = tiers.has(item.dataset.tier) && (!onlyDeprecated || "deprecated" in item.dataset)
      && words.every((word) => texts[at].includes(word));
    item.hidden = !isShown;
    shown += isShown;
  });
  const isFiltered = shown < items.length;
  for (const area of document.querySelectorAll(".area")) {
    area.hidden = isFiltered && !area.querySelector(".item:not([hidden])");
  }
  document.getElementById("found").textContent =
    shown === 1 ? "1 item" : shown + " items" + (isFiltered ? " of " + items.length : "");
}
form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
filter();
