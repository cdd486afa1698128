"use strict";
// On a narrow screen the contents begin closed, so that the contract is the first thing in sight.
const contents = document.querySelector("nav details");
const narrow = matchMedia("(max-width: 52rem)");
const fold = () => { contents.open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();
// The entry of the place that is in sight is marked.
const entries = Array.from(contents.querySelectorAll("a"), (link) => [link, document.getElementById(link.hash.slice(1))]);
let current;
function mark() {
  const isEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const passed = entries.filter(([, place]) => place.offsetParent && (isEnd || place.getBoundingClientRect().top < 120));
  const [link] = passed.at(-1) ?? entries[0];
  if (link === current) return;
  current?.removeAttribute("aria-current");
  (current = link).setAttribute("aria-current", "location");
  const nav = contents.parentElement;
  if (nav.scrollHeight > nav.clientHeight) nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
}
addEventListener("scroll", mark, { passive: true });
mark();
const form = document.getElementById("filters");
const items = Array.from(document.querySelectorAll("#contract .item"));
const texts = items.map((item) => item.textContent.toLowerCase());
function filter() {
  const words = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const tiers = new Set(Array.from(form.querySelectorAll("[name=tier]:checked"), (box) => box.value));
  const onlyDeprecated = document.getElementById("only-deprecated")?.checked;
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
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
// A contract without items has nothing to filter.
if (form) {
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
