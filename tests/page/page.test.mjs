// Opens the page of `show --format html` in Chromium: reads, filters, searches, follows links, and asks the accessibility checker.
// Called by `.ci/run` as `PAGE=<file> node --test`.

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

async function open({ width = 1280, scheme = "light", scripts = true } = {}) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => assert.fail(String(error)));
  page.on("request", (request) => assert.ok(/^(file|data):/.test(request.url()), request.url()));
  await page.setJavaScriptEnabled(scripts);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto("file://" + process.env.PAGE);
  return page;
}

const visible = (page) => page.$$eval("#contract .item", (items) => items.filter((item) => item.offsetHeight > 0).length);

for (const width of [1280, 390]) {
  for (const scheme of ["light", "dark"]) {
    test(`at ${width} columns, ${scheme}: nothing overflows, and the checker has nothing to say`, async () => {
      const page = await open({ width, scheme });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} pixels too wide`);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
      assert.ok(passes.length > 10, "it has looked");
    });
  }
}

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
  await page.waitForFunction(() => location.hash === "#contract", { timeout: 5000 });
  const broken = await page.$$eval("a[href^='#']", (links) =>
    links.map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id)));
  assert.deepEqual(broken, []);
});

test("without scripts everything can be read, and there is nothing to filter with", async () => {
  const page = await open({ scripts: false });
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  const names = JSON.stringify(tree);
  assert.ok(names.includes("Contract") && names.includes("Policy"));
  assert.ok(!names.includes("Only deprecated"));
});
