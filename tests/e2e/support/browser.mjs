// The browser that is on this machine.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const env = fileURLToPath(new URL('../../../tools/env.sh', import.meta.url));

function installed() {
  return process.env.CHROMIUM ?? execFileSync('bash', ['-c', `. ${env} && find_browser`], { encoding: 'utf8' }).trim();
}

/** Starts it without a window, and without talking to anybody of its own accord. */
export function startBrowser() {
  return chromium.launch({
    executablePath: installed(),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}
