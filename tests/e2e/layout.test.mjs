// The page holds still while results come in, fits every window, and can be used and read by everybody.
import assert from 'node:assert/strict';
import { test } from './support/harness.mjs';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 667 };

/** Folds out whatever is folded. */
const openAll = (page) => page.tab.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
});

// Layout shift

const MOST_SHIFT = 0.02;

/**
 * Runs in the page before its own scripts: notes what moves without having been asked to. What follows a
 * click within half a second is asked for; so that this excuses nothing that comes of a reply, no request
 * to a gateway leaves before that time is over.
 */
function noteShifts() {
  const describe = (at) => {
    const element = at?.nodeType === Node.TEXT_NODE ? at.parentElement : at;
    return element ? element.tagName.toLowerCase() + [...element.classList, element.id].filter(Boolean).map((name) => `.${name}`).join('') : 'gone';
  };
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      const moved = sources.map(({ node, previousRect, currentRect }) => `${describe(node)} ${previousRect.y} → ${currentRect.y}, ${previousRect.height} → ${currentRect.height} high`);
      window.shifts.push({ value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });

  const EXCUSED_MS = 600;
  let clicked = -EXCUSED_MS;
  addEventListener('click', () => { clicked = performance.now(); }, true);
  const { fetch } = window;
  window.fetch = async (request, ...more) => {
    const isOwn = new URL(request.url ?? request, location.href).origin === location.origin;
    const wait = clicked + EXCUSED_MS - performance.now();
    if (!isOwn && wait > 0) await new Promise((done) => { setTimeout(done, wait); });
    return fetch(request, ...more);
  };

  // On a phone the results stand below the window, where nothing counts: somebody goes and looks at them.
  new MutationObserver(() => {
    const results = document.querySelector('[data-run=running]');
    if (results?.getBoundingClientRect().top > innerHeight / 2) results.scrollIntoView();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-run'] });
}

async function assertStill(page, when) {
  // Two pictures later, everything that moved has been told.
  await page.tab.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))); }));
  const shifts = await page.tab.evaluate(() => window.shifts.splice(0));
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  const told = shifts.map(({ value, moved }) => `${value.toFixed(4)}: ${moved.join('; ')}`);
  assert.ok(sum < MOST_SHIFT, `${when}, the layout shifts by ${sum.toFixed(4)}\n${told.join('\n')}`);
}

const MOVING = {
  'while the page loads': async () => {},
  'while a prompt is answered': async (page, sandbox, healthy) => page.run(healthy),
  'while an answer streams in': async (page, sandbox, healthy) => page.run({ ...healthy, stream: true, base_url: sandbox.base('healthy-slow-stream') }),
  'while a prompt is refused': async (page, sandbox, healthy) => page.run({ ...healthy, base_url: sandbox.base('wrong-key') }),
  'while every check is made': async (page, sandbox, healthy) => page.validate({ ...healthy, profile: 'full' }),
};

for (const [width, viewport] of [['1280', WIDE], ['375', PHONE]]) {
  for (const [when, act] of Object.entries(MOVING)) {
    test(`nothing jumps ${when}, ${width} px wide`, async ({ page, sandbox, healthy }) => {
      await page.tab.addInitScript(noteShifts);
      await page.open(sandbox.page);
      await assertStill(page, 'while the page loads');
      await page.fill(healthy);
      await assertStill(page, 'while the form is filled in');
      await act(page, sandbox, healthy);
      await assertStill(page, when);
    }, { opened: false, viewport });
  }
}

// Width

/** Windows as wide as a small phone, as wide as a large screen at 400 %, and with the text twice as large. */
const WINDOWS = [
  ['320 px', { width: 320, height: 640 }, ''],
  ['400 %', { width: 320, height: 256 }, ''],
  ['text of 200 %', WIDE, '200%'],
  ['text of 200 % on a phone', PHONE, '200%'],
];

async function assertFits(page) {
  const found = [];
  for (const [name, size, text] of WINDOWS) {
    await page.tab.setViewportSize(size);
    found.push(...await page.tab.evaluate(([name, text]) => {
      document.documentElement.style.fontSize = text;
      const boxes = [document.documentElement, ...document.querySelectorAll('dialog[open]')];
      return boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => {
        const far = [...box.querySelectorAll('*')].map((at) => [at.getBoundingClientRect().right, at]).sort(([a], [b]) => b - a)[0][1];
        return `${name}: ${box.scrollWidth} px of content in ${box.clientWidth} px, up to ${far.outerHTML.slice(0, 100)}`;
      });
    }, [name, text]));
    await page.tab.evaluate(() => { document.documentElement.style.fontSize = ''; });
  }
  assert.deepEqual(found, []);
}

/** Lets the gateway answer with `content`. */
const answers = (page, content) => page.tab.route('**/chat/completions', (route) => route.fulfill({
  headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
  json: {
    id: 'x', object: 'chat.completion', created: 1, model: 'sandbox-small', usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  },
}));

const RIGHT_TO_LEFT = 'שלום עולם. هذا نص طويل يكتب من اليمين إلى اليسار.';

const LARGE = {
  'an empty form': async (page, _, healthy) => page.fill({ api_key: healthy.api_key }),
  'a form with problems': async (page, _, healthy) => {
    await page.fill({ ...healthy, base_url: `x${'y'.repeat(300)}`, api_key: `sk-ant-${healthy.api_key}`, model: '' });
    await page.action('send').click();
    await page.tab.locator('[data-problem=model]:visible').first().waitFor();
  },
  'a model name of 300 characters': async (page, sandbox, healthy) =>
    page.run({ ...healthy, base_url: sandbox.base('unknown-model'), model: 'm'.repeat(300) }),
  'an answer of 100 kB in one word': async (page, _, healthy) => {
    await answers(page, 'a'.repeat(100_000));
    await page.run(healthy);
    assert.equal((await page.reply()).length, 100_000);
  },
  'an answer of 100 kB in short lines': async (page, _, healthy) => {
    await answers(page, 'one line\n'.repeat(11_000));
    await page.run(healthy);
  },
  'text from right to left': async (page, _, healthy) => {
    await answers(page, RIGHT_TO_LEFT.repeat(20));
    await page.run({ ...healthy, prompt: RIGHT_TO_LEFT });
  },
  'a long diagnosis with configurations': async (page, sandbox, healthy) => {
    await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await page.action('show-cors-setups').click();
    await page.tab.locator('[data-setup]').first().waitFor();
    await openAll(page);
  },
  'a refusal full of markup': async (page, sandbox, healthy) => {
    await page.run({ ...healthy, base_url: sandbox.base('hostile-markup-refusal') });
    await openAll(page);
  },
  'every check, open': async (page, _, healthy) => {
    await page.validate({ ...healthy, profile: 'full' });
    await openAll(page);
    assert.ok(await page.tab.locator('[data-check]').count() >= 45);
  },
  'a prompt that was repeated': async (page, _, healthy) => {
    await page.fill(healthy);
    await openAll(page);
    await page.starts(() => page.action('repeat').click());
    await page.until('done');
    await openAll(page);
  },
  'the custom profile and a snippet': async (page, _, healthy) => {
    await page.fill({ ...healthy, model: 'm'.repeat(300) });
    await page.field('profile').selectOption('custom');
    await page.tab.locator('[data-probe]').first().waitFor();
    await page.tab.locator('#snippets summary').click();
    await page.tab.locator('[data-snippet=curl]').waitFor();
    await openAll(page);
  },
  'the drawer': async (page, _, healthy) => {
    await answers(page, 'a'.repeat(2000));
    await page.run({ ...healthy, model: 'm'.repeat(300), consent: true });
    await page.action('show-evidence').click();
    await page.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
    await openAll(page);
  },
};

for (const [what, reach] of Object.entries(LARGE)) {
  test(`nothing is wider than the window: ${what}`, async ({ page, sandbox, healthy }) => {
    await reach(page, sandbox, healthy);
    await assertFits(page);
  });
}

test('text from right to left begins at the right', async ({ page, healthy }) => {
  await answers(page, RIGHT_TO_LEFT);
  await page.run({ ...healthy, prompt: RIGHT_TO_LEFT });
  const gap = await page.tab.locator('[data-reply]').evaluate((at) => {
    const range = document.createRange();
    range.selectNodeContents(at);
    const lines = [...range.getClientRects()];
    return at.getBoundingClientRect().right - Math.max(...lines.filter(({ width }) => width < at.clientWidth - 40).map(({ right }) => right));
  });
  assert.ok(gap < 40, `the answer ends ${gap} px before the right edge`);
  const directions = await page.tab.evaluate(() => ['[name=prompt]', '[data-reply]'].map((selector) => {
    const at = document.querySelector(selector);
    return at.matches('[dir=auto], [dir=auto] *') || getComputedStyle(at).unicodeBidi === 'plaintext';
  }));
  assert.deepEqual(directions, [true, true], 'prompt and answer each take their direction from their text');
});

// The keyboard

/** Runs in the page: what can be used within `root`, in the order of the document. */
function usable(root) {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  return [...document.querySelector(root).querySelectorAll(all)]
    .filter((at) => !at.disabled && at.tabIndex >= 0 && at.checkVisibility({ visibilityProperty: true }));
}

/** Presses Tab through `root` and returns what is wrong on the way, one sentence each. */
async function walk(page, root) {
  await page.tab.evaluate(`window.usable = (${usable})(${JSON.stringify(root)})`);
  const count = await page.tab.evaluate(() => window.usable.length);
  const found = [];
  const reached = [];
  // Chromium also stops at boxes that scroll; this many presses go round whatever there is.
  for (let presses = 0; presses < count + 60 && reached.length < count; presses += 1) {
    await page.tab.keyboard.press('Tab');
    const { index, name, outline, isSeen, isInside } = await page.tab.evaluate((root) => {
      const at = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const { left, right, top, bottom } = at.getBoundingClientRect();
      return {
        index: window.usable.indexOf(at),
        name: `${at.tagName.toLowerCase()} ${at.name || at.dataset.action || at.textContent.trim().slice(0, 40)}`,
        outline: outlineStyle === 'none' || outlineWidth === '0px' ? 'none' : outlineStyle,
        isSeen: right > 0 && left < innerWidth && bottom > 0 && top < innerHeight,
        isInside: at === document.body || document.querySelector(root).contains(at),
      };
    }, root);
    if (!isInside) found.push(`Tab leads out to ${name}.`);
    if (index < 0) continue;
    if (outline === 'none') found.push(`The focus on ${name} is not shown.`);
    if (!isSeen) found.push(`The focus on ${name} is outside the window.`);
    reached.push(index);
  }
  const names = await page.tab.evaluate(() => window.usable.map((at) => at.name || at.dataset.action || at.textContent.trim().slice(0, 40)));
  for (const [index, name] of names.entries()) if (!reached.includes(index)) found.push(`Tab never reaches ${name}.`);
  const inOrder = reached.every((index, i) => i === 0 || index === (reached[i - 1] + 1) % count);
  if (!inOrder) found.push(`Tab goes ${reached.map((index) => names[index]).join(', ')}.`);
  return found;
}

/** Pairs of neighbours in a column of the page of which the later one stands above the earlier one, and not beside it. */
const outOfPlace = (page) => page.tab.evaluate(() => ['.ask', '.results', 'footer'].flatMap((column) => {
  const all = window.usable.filter((at) => at.closest(column)).map((at) => [at, at.getBoundingClientRect()]);
  return all.slice(1).filter(([, { bottom, left }], i) => bottom <= all[i][1].top && left < all[i][1].right)
    .map(([at]) => `${at.outerHTML.slice(0, 80)} stands above what comes before it.`);
}));

const WALKED = {
  'the empty form': async (page, _, healthy) => page.fill({ api_key: healthy.api_key }),
  'a form with problems': async (page, _, healthy) => {
    await page.fill({ ...healthy, base_url: 'gateway', api_key: `sk-ant-${healthy.api_key}`, model: '' });
    await page.action('send').click();
    await page.tab.locator('[data-problem=model]:visible').first().waitFor();
  },
  'a run with everything open': async (page, _, healthy) => {
    await page.field('remember').check();
    await page.validate({ ...healthy, profile: 'standard' });
    await openAll(page);
  },
  'a diagnosis with configurations': async (page, sandbox, healthy) => {
    await page.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await page.action('show-cors-setups').click();
    await page.tab.locator('[data-setup]').first().waitFor();
    await openAll(page);
  },
};

for (const [what, reach] of Object.entries(WALKED)) {
  for (const [width, viewport] of [['a screen', WIDE], ['a phone', PHONE]]) {
    test(`Tab leads through ${what} in order, and shows where it is, on ${width}`, async ({ page, sandbox, healthy }) => {
      await reach(page, sandbox, healthy);
      await page.tab.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
      assert.deepEqual(await walk(page, 'body'), []);
      assert.deepEqual(await outOfPlace(page), []);
    }, { viewport });
  }
}

test('the drawer can be walked through, and Escape leads back to where it was opened', async ({ page, healthy }) => {
  await page.validate({ ...healthy, profile: 'standard' });
  const button = page.tab.locator('[data-action=show-evidence]').nth(3);
  await button.focus();
  await page.tab.keyboard.press('Enter');
  await page.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
  await openAll(page);
  assert.equal(await page.tab.evaluate(() => document.querySelector('#evidence').contains(document.activeElement)), true);
  await page.action('close-evidence').evaluate((at) => at.blur());
  assert.deepEqual(await walk(page, '#evidence'), []);
  await page.tab.keyboard.press('Escape');
  await page.tab.locator('#evidence[open]').waitFor({ state: 'detached' });
  assert.equal(await button.evaluate((at) => document.activeElement === at), true);
});

// Contrast and motion

/** Runs in the page: the contrast of each text that is shown with what is behind it. */
function contrasts() {
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (at) => {
    const colour = at ? getComputedStyle(at).backgroundColor : 'rgb(255, 255, 255)';
    return (parts(colour)[3] ?? 1) === 1 ? colour : behind(at.parentElement);
  };
  const ink = getComputedStyle(document.body).color;
  const isText = (at) => [...at.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...document.body.querySelectorAll('*')].filter((at) => isText(at) && at.checkVisibility() && !at.disabled).map((at) => {
    const { color } = getComputedStyle(at);
    const [lower, higher] = [light(color), light(behind(at))].sort((a, b) => a - b);
    return { ratio: (higher + 0.05) / (lower + 0.05), isBody: color === ink, what: `${at.outerHTML.slice(0, 80)}: ${color} on ${behind(at)}` };
  });
}

for (const colorScheme of ['light', 'dark']) {
  for (const id of ['healthy', 'wrong-key', 'usage-missing']) {
    test(`text has a contrast of 7:1, and what is coloured 4.5:1: ${id}, ${colorScheme}`, async ({ page, sandbox, healthy }) => {
      await page.tab.emulateMedia({ colorScheme });
      await page.validate({ ...healthy, base_url: sandbox.base(id), profile: 'standard' });
      await openAll(page);
      const all = await page.tab.evaluate(contrasts);
      assert.ok(all.filter(({ isBody }) => isBody).length > 20);
      const found = all.filter(({ ratio, isBody }) => ratio < (isBody ? 7 : 4.5));
      assert.deepEqual(found.map(({ ratio, what }) => `${ratio.toFixed(2)} ${what}`), []);
    });
  }
}

/** Runs in the page before its own scripts: notes whatever moves for longer than an eye can see. */
function noteMotion() {
  window.motions = [];
  const note = ({ type, target }) => {
    const lasting = target.getAnimations().filter((motion) => motion.effect.getComputedTiming().activeDuration > 10);
    if (lasting.length > 0) window.motions.push(`${type} ${target.outerHTML.slice(0, 80)}`);
  };
  for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true);
}

test('nothing moves for those who asked for that', async ({ page, sandbox, healthy }) => {
  await page.tab.emulateMedia({ reducedMotion: 'reduce' });
  await page.tab.addInitScript(noteMotion);
  await page.open(sandbox.page);
  await page.run({ ...healthy, base_url: sandbox.base('healthy-slow-stream'), stream: true });
  await page.validate({ ...healthy, stream: false, profile: 'standard' });
  await page.action('send').hover();
  await page.action('show-evidence').click();
  await page.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
  assert.deepEqual(await page.tab.evaluate(() => window.motions), []);
  assert.equal(await page.tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
}, { opened: false });
