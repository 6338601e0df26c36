// The browser that is on this machine.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const env = fileURLToPath(new URL('../../../tools/env.sh', import.meta.url));

function installed() {
  return process.env.CHROMIUM ?? execFileSync('bash', ['-c', `. ${env} && find_browser`], { encoding: 'utf8' }).trim();
}

/** How it is started: without talking to anybody of its own accord. */
export const launchOptions = {
  executablePath: installed(),
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
};

/** Starts it without a window. */
export const startBrowser = () => chromium.launch(launchOptions);
