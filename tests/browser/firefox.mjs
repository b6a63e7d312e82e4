// Drives a Firefox: reads one JSON command a line, prints one JSON answer a line, until its input ends.

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  defaultViewport: null,
  // Firefox asks its maker about updates, networks and more; none of that is of the pages.
  extraPrefsFirefox: { "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false },
});
let page = null;
let asked = [];
let faults = [];

async function fresh(size) {
  const { width = 1280, height = 900 } = size ?? {};
  const left = page;
  page = await browser.newPage();
  if (left) await left.close();
  asked = [];
  faults = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  // Extended support releases know the first command that this sends, and not the second.
  await page.setViewport({ width, height }).catch((error) => {
    if (!String(error).includes("setScreenOrientationOverride")) throw error;
  });
}

const commands = {
  fresh,
  goto: (address) => page.goto(address, { waitUntil: "load" }).then(() => null),
  evaluate: ({ body, argument }) => page.evaluate(`(${body})(${JSON.stringify(argument)})`),
  // Waits until what the body answers is true.
  until: ({ body, argument }) =>
    page.waitForFunction(`(${body})(${JSON.stringify(argument)})`, { timeout: 20000, polling: 50 }).then(() => null),
  press: (key) => page.keyboard.press(key),
  type: (text) => page.keyboard.type(text),
  click: (selector) => page.locator(selector).click(),
  back: () => page.goBack().then(() => null),
  reload: () => page.reload().then(() => null),
  picture: (path) => page.screenshot({ path, fullPage: false }).then(() => null),
  asked: () => asked,
  faults: () => faults,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, argument } = JSON.parse(line);
  try {
    const result = await commands[command](argument);
    console.log(JSON.stringify({ result: result ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();
