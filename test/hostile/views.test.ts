// test/hostile/views.test.ts: pages full of scripts, looked at in a browser: nothing runs, nothing is asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openJourney, upload, withoutBrowser } from "../support/browser.ts";
import { HOSTILE_MAILS, HOSTILE_TEXTS } from "../support/hostile/others.ts";
import { scriptedPage } from "../support/hostile/pages.ts";

/** One of each way to run something; the rest differ in markup that no reading view keeps (read/hostile.test.ts). */
const SHOWN = [
  "script element",
  "picture that fails",
  "drawing that loads",
  "link to a script",
  "frames",
  "refresh to elsewhere",
  "mutating mathematics",
  "mutating template",
  "title that closes",
];

test("nothing of a scripted page, mail or note runs in its reading view", {
  skip: withoutBrowser,
}, async (t) => {
  const journey = await openJourney(t);
  const { page, served, complaints } = journey;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const files: [name: string, bytes: Uint8Array][] = [
    ...SHOWN.map((what): [string, Uint8Array] => [`${what}.html`, scriptedPage(what)]),
    ["scripts.eml", Buffer.from(HOSTILE_MAILS["scripts in its body"]!())],
    ["scripts.md", Buffer.from(HOSTILE_TEXTS["page in Markdown"]![1]())],
    ["<img src=x onerror=window.hostile=1>.txt", Buffer.from("A name that is a tag.")],
  ];
  for (const [name, bytes] of files) {
    const { id, state } = await upload(journey, name, bytes);
    assert.equal(state, "ready", name);
    await page.goto(`${served.url}/documents/${id}`);
    const view = page.locator(".clean, .text-view").first();
    await view.waitFor();
    assert.equal(await page.evaluate("typeof window.hostile"), "undefined", name);
    assert.equal(
      await view
        .locator("script, style, iframe, object, embed, form, svg, math, base, meta, link, img")
        .count(),
      0,
      name,
    );
    const links = await Promise.all((await view.locator("a").all()).map((link) => link.getAttribute("href")));
    assert.deepEqual(
      links.filter((href) => !/^https?:|^mailto:/.test(href ?? "")),
      [],
      name,
    );
  }
  await page.goto(`${served.url}/library`);
  await page.getByRole("row").nth(2).waitFor();
  await page.goto(`${served.url}/search?q=capital`);
  await page.locator("article.result").first().waitFor();
  assert.equal(await page.evaluate("typeof window.hostile"), "undefined");
  assert.deepEqual(dialogs, []);
  assert.deepEqual(complaints, []);
});
