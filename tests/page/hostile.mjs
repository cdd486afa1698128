// Writes the contracts whose pages `page.test.mjs` opens beside that of an example, into the folder named first: `hostile.json`, `empty.json`,
// and `changed.json`, which differs from the contract named second.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, example] = process.argv.slice(2);
const write = (name, contract) => writeFileSync(join(folder, name), JSON.stringify(contract));
const { schema, shape_form } = JSON.parse(readFileSync(example, "utf8"));
const head = { schema, shape_form, contract: null, package: null };
const manifest = { rust_version: "1.88.0" };
const tiers = ["frozen", "stable", "beta", "evolving", "experimental", "internal"];
const areas = ["ملفات وبيانات المستخدم", "<script>alert(2)</script>", "A".repeat(80), undefined, "An area of many words ".repeat(5).trim()];
const path = "very_long_module_name::".repeat(9) + "TheNameOfTheItemItself";
const long = "a-package-with-a-name-of-" + "sixty-characters-".repeat(3) + "x";

const items = Array.from({ length: 160 }, (_, at) => {
  const tier = tiers[at % tiers.length];
  const name = `m${String(at).padStart(3, "0")}::item`;
  const item = { id: `h::${name}`, kind: "fn", name, tier, since: "1.0.0", package: "h", signature: `fn item(a: u${at})` };
  item.area = areas[at % areas.length];
  if (tier === "experimental") item.feature = "unstable-feature-with-a-long-name";
  if (at % 10 === 0) {
    item.name = path + at;
    item.id = `h::${item.name}`;
    item.package = long;
    item.signature = `fn ${"f".repeat(150)}(argument: &'static mut std::collections::HashMap<${"String".repeat(30)}, Vec<u8>>) -> Result<(), Box<dyn Error>>`;
  }
  if (at % 10 === 3) item.note = `שלום עולם: \`fn f()\` عربي then English <img src=x onerror=alert(1)> \u202e${"w".repeat(200)}`;
  if (at % 25 === 7) {
    const note = `</style><svg/onload=alert(4)> ${"n".repeat(150)}`;
    item.deprecated = { since: "1.0.0", remove_in: "2.0.0", note, replacement: `h::${path}` };
  }
  if (at % 40 === 11) {
    item.kind = "struct";
    item.signature = "struct item";
    item.members = [
      { name: "f".repeat(120), kind: "field", signature: "T".repeat(100) },
      { name: "b", kind: "field", signature: "u8", note: "שלום" },
    ];
  }
  return item;
});
const name = `</title><script>alert(1)</script> \u202eשלום ${"x".repeat(120)}`;
write("hostile.json", { ...head, items, packages: [
  { name: "h", version: "1.0.0", contract: { name, state: "final", scope: ">=1.0.0, <2.0.0" }, manifest },
  { name: long, version: "10.200.3000-alpha.1+build.20260101120000", manifest },
] });

write("empty.json", { ...head, items: [], packages: [{ name: "empty", version: "0.1.0", manifest }] });

// One function takes one more argument, one is deprecated, one was removed and one was added.
const contract = JSON.parse(readFileSync(example, "utf8"));
for (const it of contract.packages) it.version = it.version.replace(/^(\d+)\.(\d+)/, (_, major, minor) => `${major}.${Number(minor) + 1}`);
contract.package &&= { ...contract.package, version: contract.packages.find((it) => it.name === contract.package.name).version };
const [first, second, third] = contract.items.filter((it) => it.kind === "method" && it.tier === "stable" && /\(&self/.test(it.signature));
first.signature = first.signature.replace("(&self", "(&self, more: std::collections::BTreeMap<String, Vec<u8>>");
Object.values(first.shape)[0].inputs.push("std::collections::BTreeMap<std::string::String, std::vec::Vec<u8>>");
second.deprecated = { since: contract.packages[0].version, note: "use `other` instead", remove_in: "9.0.0" };
contract.items.push({ ...third, id: `${third.id}_more`, name: `${third.name}_more` });
contract.items = contract.items.filter((it) => it !== third);
write("changed.json", contract);
