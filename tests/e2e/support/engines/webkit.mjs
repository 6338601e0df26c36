// WebKitGTK's small browser, by WebDriver. It has no headless mode: it gets its own screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Builder, By, Capabilities } from 'selenium-webdriver';
import { freePort } from '../found.mjs';

class Tab {
  #session;

  constructor(session) {
    this.#session = session;
  }

  run(act, ...args) {
    return this.#session.executeScript(act, ...args);
  }

  click(selector) {
    return this.#session.findElement(By.css(selector)).click();
  }

  /** It keeps its window: under load the driver can wait forever for a browser that it restarts. */
  close() {
    return this.#session.get('about:blank');
  }
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

/** Waits until the driver answers, or has ended. */
async function ready(driver, url) {
  const gone = once(driver, 'exit').then(([code]) => { throw new Error(`WebKitWebDriver ended with ${code}.`); });
  for (;;) {
    if (await Promise.race([fetch(`${url}/status`).then((reply) => reply.ok, () => false), gone])) return;
    await new Promise((next) => { setImmediate(next); });
  }
}

/** Starts the driver `driver` for the browser `browser`, on a screen by `screen`: paths of programs. */
export async function startWebKit(paths) {
  const screen = spawn(paths.screen, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = await once(screen.stdio[3], 'data');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const driver = spawn(paths.driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: `:${String(display).trim()}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  await ready(driver, url);
  const wanted = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] } });
  const session = await new Builder().usingServer(url).withCapabilities(wanted).build();
  const version = (await session.getCapabilities()).getBrowserVersion();
  return {
    version: `WebKitGTK/${version}`,
    async open(page) {
      await session.get(page);
      return new Tab(session);
    },
    /** Without its screen the browser ends too. */
    async stop() {
      await ended(driver);
      await ended(screen);
    },
  };
}
