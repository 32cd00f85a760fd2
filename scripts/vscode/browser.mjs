import { chromium } from "playwright-core";
import { ensureChromium } from "../ensure-chromium.mjs";

export function launchBrowser() {
  return chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Lets the browser reach nothing but this machine; returns the addresses it was kept from. */
export async function loopbackOnly(context) {
  const blocked = [];
  const isOutside = (url) =>
    !["127.0.0.1", "localhost"].includes(url.hostname) && /^(?:https?|wss?):/.test(url.protocol);
  await context.route(isOutside, (route) => {
    blocked.push(new URL(route.request().url()).hostname);
    return route.abort();
  });
  return blocked;
}
