// The browser that is on this machine.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const env = fileURLToPath(new URL('../../../tools/env.sh', import.meta.url));

/** Returns the path that this command of tools/env.sh finds. */
const path = (find) => execFileSync('bash', ['-c', `. "$0" && { ${find}; }`, env], { encoding: 'utf8' }).trim();

/** Options of the start: the browser sends no requests of its own. */
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** The browser that people have. */
export const launchOptions = { executablePath: path('find_browser'), args };

/** The same without windows and menus, in which tests take half the time; or else the browser itself. */
export const shellOptions = { executablePath: path('find_shell || find_browser'), args };

/** Starts it without a window. */
export const startBrowser = () => chromium.launch(launchOptions);
