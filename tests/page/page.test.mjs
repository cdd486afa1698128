// Opens the pages of `show --format html` and `diff --format html` in Chromium: reads, filters, searches, follows links, and asks the
// accessibility checker. Called by `.ci/run` as `PAGE=<file> DIFF=<file> HOSTILE=<file> EMPTY=<file> node --test`: the page of an
// example, that of the difference to it, of a contract whose texts are long and hostile (`hostile.mjs`), and of one without items.
// `PAGE=<file> PICTURE=<file> node --test --test-name-pattern=picture` writes the picture of a page that README.md shows.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
let browser;

before(async () => {
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser.close());

async function open({ file = process.env.PAGE, width = 1280, height = 900, scheme = "light", scripts = true } = {}) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => assert.fail(String(error)));
  page.on("dialog", (dialog) => assert.fail(dialog.message()));
  page.on("request", (request) => assert.ok(/^(file|data):/.test(request.url()), request.url()));
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto("file://" + file);
  return page;
}

const visible = (page) => page.$$eval("#contract .item", (items) => items.filter((item) => item.offsetHeight > 0).length);

const pages = ["PAGE", "DIFF", "HOSTILE", "EMPTY"];
for (const kind of pages) {
  test(`${kind}: nothing is wider than its place, on any screen`, async () => {
    const page = await open({ file: process.env[kind] });
    for (const width of [1280, 1024, 768, 390, 320]) {
      await page.setViewport({ width, height: 900 });
      await page.$$eval("details", (all) => all.forEach((it) => { it.open = true; }));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `at ${width}, ${over} pixels too wide`);
      assert.deepEqual(await overlaps(page), [], `at ${width}`);
    }
    await page.close();
  });
  for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]]) {
    // The checker takes long for many items.
    if (kind === "HOSTILE" && (width === 1280) === (scheme === "dark")) continue;
    test(`${kind} at ${width} columns, ${scheme}: the checker has nothing to say`, async () => {
      const page = await open({ file: process.env[kind], width, scheme });
      await page.$$eval("details", (all) => all.forEach((it) => { it.open = true; }));
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
      assert.ok(passes.length > 10, "it has looked");
      await page.close();
    });
  }
}

// Text that is wider than its box, and what is beside each other in a row and covers its neighbour.
const overlaps = (page) => page.evaluate(() => {
  const box = (it) => it.getBoundingClientRect();
  const covers = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const found = [];
  for (const row of document.querySelectorAll(".time-line li, .meta, .choices, .tiers > div, .facts > div")) {
    const parts = Array.from(row.children).flatMap((it) => Array.from(it.childElementCount ? it.children : [it]));
    for (const [at, part] of parts.entries()) {
      if (parts.slice(at + 1).some((next) => !part.contains(next) && covers(box(part), box(next)))) found.push(row.textContent);
    }
  }
  for (const it of document.querySelectorAll("time, .tier, .chip, td, th, pre, h1, h2, h3")) {
    const room = box(it.closest(".when, .item, article, tr, section, header, nav") ?? document.body);
    if (it.offsetParent && (box(it).right > room.right + 1 || it.scrollWidth > it.clientWidth + 1 && it.clientWidth)) {
      found.push(it.outerHTML);
    }
  }
  return found;
});

test("items are filtered by words and tiers", async () => {
  const page = await open();
  const all = await visible(page);
  assert.ok(all > 10);
  await page.type("#search", "no such words anywhere");
  assert.equal(await visible(page), 0);
  assert.match(await page.$eval("#found", (it) => it.textContent), /^0 items of \d+$/);
  await page.click("button[type=reset]");
  await page.waitForFunction((all) => document.querySelectorAll("#contract .item:not([hidden])").length === all, {}, all);
  await page.click("[name=tier][value=stable]");
  const others = await visible(page);
  assert.ok(others > 0 && others < all);
  assert.equal(await page.$$eval("#contract .item:not([hidden])[data-tier=stable]", (items) => items.length), 0);
});

test("the keyboard stops at links and controls, and at no text that cannot be scrolled", async () => {
  const page = await open({ width: 390 });
  assert.equal(await page.$$eval("pre, code, p, li", (it) => it.filter((it) => it.tabIndex >= 0).length), 0);
  const cut = (it) => it.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent);
  assert.deepEqual(await page.$$eval("pre", cut), []);
});

test("links lead to their places, the first of all to the contract", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#contract");
  const broken = await page.$$eval("a[href^='#']", (links) =>
    links.map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id)));
  assert.deepEqual(broken, []);
});

test("the entry of the place in sight is marked in the contents", async () => {
  const page = await open();
  const marked = () => page.$eval("nav [aria-current]", (it) => it.hash);
  assert.equal(await marked(), "#contract");
  await page.click("nav a[href='#policy']");
  await page.waitForFunction(() => document.querySelector("nav [aria-current]").hash === "#policy");
});

test("on a narrow screen the contents begin closed, and the contract is in sight", async () => {
  const page = await open({ width: 390, height: 844 });
  assert.equal(await page.$eval("nav details", (it) => it.open), false);
  assert.ok(await page.$eval("#contract h2", (it) => it.getBoundingClientRect().bottom < 400));
});

test("each control that the keyboard reaches shows it, in the order of the page", async () => {
  const page = await open({ file: process.env.DIFF });
  const places = [];
  for (let at = 0; at < 40; at += 1) {
    await page.keyboard.press("Tab");
    const place = await page.evaluate(() => {
      const it = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      const { top, bottom } = it.getBoundingClientRect();
      const isInSight = top >= 0 && bottom <= innerHeight;
      return { html: it.outerHTML, isShown: outlineStyle === "solid" && outlineWidth === "3px" && isInSight,
        at: Array.from(document.querySelectorAll("*")).indexOf(it) };
    });
    assert.ok(place.isShown, place.html);
    places.push(place.at);
  }
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
});

test("fields are shown with their names, and each deprecated item leads to how to leave it", async () => {
  const page = await open({ file: process.env.HOSTILE });
  const fields = await page.$$eval(".members li", (all) => all.map((it) => it.querySelector("code").textContent));
  assert.ok(fields.includes("b: u8"), fields);
  const unlinked = await page.$$eval("#contract .item[data-deprecated] > .body > .meta .chip", (all) =>
    all.filter((it) => it.tagName !== "A" || !document.getElementById(it.hash.slice(1))).length);
  assert.equal(unlinked, 0);
});

test("texts of others are only text", async () => {
  const page = await open({ file: process.env.HOSTILE });
  assert.deepEqual(await page.$$eval("script, style, img, svg", (all) => all.map((it) => it.localName)), ["style", "script"]);
});

test("a page of changes names what it compares, and begins with the changes", async () => {
  const page = await open({ file: process.env.DIFF });
  assert.match(await page.title(), /^Changes: /);
  assert.match(await page.$eval("#changes > p", (it) => it.textContent), /^Compared with \S+ \d/);
  assert.equal(await page.$eval(".skip", (it) => it.hash), "#changes");
  const code = await page.$$eval("#changes .item pre", (all) => all.map((it) => it.className));
  assert.ok(code.includes("before") && code.includes("after"), code);
});

test("a contract without items states so, and has nothing to filter with", async () => {
  const page = await open({ file: process.env.EMPTY });
  assert.match(await page.$eval("#contract", (it) => it.textContent), /has no items/);
  assert.equal(await page.$("form"), null);
  assert.equal(await page.$("table"), null);
});

test("on paper it is black on white, with every member", async () => {
  const page = await open({ scheme: "dark" });
  await page.emulateMediaType("print");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.$$eval("details:not([open])", (all) => all.length), 0);
  assert.equal(await page.$$eval("nav, form", (all) => all.filter((it) => it.offsetHeight > 0).length), 0);
  const colors = await page.$$eval("body, .name, pre, h2, .tier, .chip", (all) =>
    Array.from(new Set(all.map((it) => getComputedStyle(it).color))).sort());
  assert.deepEqual(colors, ["rgb(0, 0, 0)"]);
});

test("without scripts everything can be read, and there is nothing to filter with", async () => {
  const page = await open({ scripts: false });
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  const names = JSON.stringify(tree);
  assert.ok(names.includes("Contract") && names.includes("Policy"));
  assert.ok(!names.includes("Only deprecated"));
});

test("the picture of README.md", { skip: !process.env.PICTURE }, async () => {
  const page = await open({ width: 1080, height: 760 });
  await page.type("#search", "provider");
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: process.env.PICTURE });
});
