// Write the pictures of docs/editors.md: completion and checking of a rules file.
//
//     cd docs/editor_pictures && npm install && node pictures.mjs
//
// A real editor (Monaco, the one inside VS Code) with the real language server (taplo,
// the one inside Even Better TOML) and the schema of this repository, in a Chromium
// that is installed. Not run in CI: it needs npm. `CHROMIUM` names another browser.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import * as esbuild from "esbuild";
import { chromium } from "playwright-core";

const HERE = path.dirname(fileURLToPath(import.meta.url));

const SCHEMA = path.join(HERE, "../../src/followup_rules/interchange/rules.schema.json");
const HEAD = '#:schema ./rules.schema.json\nbased_on = "repair@2021"\n\n';

const PICTURES = [
  {
    name: "editor_keys",
    text: `${HEAD}[rules."visit_quota.office"]\n\n`,
    height: 300,
    at: [5, 1],
    typed: "rou",
    details: true,
    wants: (page) => page.waitForFunction(() => window.completed?.includes("rate")),
  },
  {
    name: "editor_options",
    text: `${HEAD}[rules."visit_quota.office"]\nrounding = \n`,
    height: 250,
    at: [5, 12],
    wants: (page) => page.waitForFunction(() => window.completed?.some((one) => one.includes("UP"))),
  },
  {
    name: "editor_errors",
    text: `${HEAD}[rules.visit_deadline]\nlimt = "3 days"\n\n[rules."visit_quota.office"]\nrate = "8%"\nrounding = "SIDEWAYS"\n`,
    height: 250,
    hover: "visit_deadline",
    wants: (page) => page.waitForFunction(() => window.marked?.length >= 2),
  },
];

const bundle = await esbuild.build({
  entryPoints: [path.join(HERE, "editor.mjs")],
  bundle: true,
  write: false,
  outdir: HERE,
  format: "iife",
  loader: { ".ttf": "dataurl" },
  logLevel: "error",
});
const of = (ending) => bundle.outputFiles.find((one) => one.path.endsWith(ending)).text;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});

for (const picture of PICTURES) {
  const page = await browser.newPage({
    viewport: { width: 640, height: picture.height },
    deviceScaleFactor: 1.5,
  });
  page.on("pageerror", (error) => console.error(String(error).slice(0, 300)));
  await page.setContent(
    '<!doctype html><body style="margin:0"><div id="editor" style="height:100vh"></div></body>',
  );
  const shown = { text: picture.text, schema: readFileSync(SCHEMA, "utf-8") };
  await page.evaluate((held) => {
    window.shown = held;
  }, shown);
  await page.addStyleTag({ content: of(".css") });
  await page.addScriptTag({ content: of(".js") });
  await page.waitForFunction(() => window.ready || window.failed);
  const failed = await page.evaluate(() => window.failed);
  if (failed) throw new Error(failed);
  await page.waitForTimeout(1500);
  if (picture.at) {
    await page.evaluate(([line, column]) => {
      window.editor.setPosition({ lineNumber: line, column });
      window.editor.focus();
      window.editor.trigger("picture", "editor.action.triggerSuggest", {});
    }, picture.at);
  }
  await picture.wants(page);
  if (picture.typed) await page.keyboard.type(picture.typed);
  if (picture.details) await page.keyboard.press("Control+Space");
  await page.waitForTimeout(600);
  if (picture.hover) {
    const at = await page.evaluate((word) => {
      const found = window.editor.getModel().findMatches(word, false, false, true, null, false)[0];
      const top = found.range.getStartPosition();
      const seen = window.editor.getScrolledVisiblePosition(top);
      return { x: seen.left + 40, y: seen.top + seen.height / 2 };
    }, picture.hover);
    await page.mouse.move(at.x, at.y);
    await page.waitForTimeout(1200);
  }
  const image = await page.screenshot({ type: "png" });
  const webp = await page.evaluate(async (held) => {
    const bitmap = await createImageBitmap(await (await fetch(held)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, `data:image/png;base64,${image.toString("base64")}`);
  writeFileSync(path.join(HERE, `${picture.name}.webp`), Buffer.from(webp));
  console.log(picture.name, webp.length, await page.evaluate(() => window.completed ?? window.marked));
  await page.close();
}
await browser.close();
