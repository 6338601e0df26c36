// The page holds still while results come in, fits every window, and can be used and read by everybody.
import { expect, test } from './support/fixtures.mjs';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 667 };

/** Folds out whatever is folded. */
const openAll = (app) => app.tab.evaluate(() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
});

// Layout shift

const MOST_SHIFT = 0.02;

/**
 * Runs in the page before its own scripts: notes what moves. No request to a gateway leaves before `openGate`
 * is called: so the movement that a click causes, which is expected, differs from that of a reply, at any pace.
 */
function noteShifts() {
  const describe = (at) => {
    const element = at?.nodeType === Node.TEXT_NODE ? at.parentElement : at;
    return element ? element.tagName.toLowerCase() + [...element.classList, element.id].filter(Boolean).map((name) => `.${name}`).join('') : 'gone';
  };
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const moved = sources.map(({ node, previousRect, currentRect }) => `${describe(node)} ${previousRect.y} → ${currentRect.y}, ${previousRect.height} → ${currentRect.height} high`);
      window.shifts.push({ value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });

  const gate = new Promise((open) => { window.openGate = open; });
  const { fetch } = window;
  window.fetch = async (request, ...more) => {
    if (new URL(request.url ?? request, location.href).origin !== location.origin) await gate;
    return fetch(request, ...more);
  };

  // On a phone the results are below the window, where nothing counts, so the test scrolls to them.
  new MutationObserver(() => {
    const results = document.querySelector('[data-run=running]');
    if (results?.getBoundingClientRect().top > innerHeight / 2) results.scrollIntoView();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-run'] });
}

/** Returns what has moved since the last time. Two pictures from now, everything that moved is reported. */
const shiftsSince = (app) => app.tab.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts.splice(0)))));
}));

async function expectStill(app, when) {
  const shifts = await shiftsSince(app);
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  const told = shifts.map(({ value, moved }) => `${value.toFixed(4)}: ${moved.join('; ')}`);
  expect(sum, `${when}, the layout shifts by ${sum.toFixed(4)}\n${told.join('\n')}`).toBeLessThan(MOST_SHIFT);
}

/** Actions, each with its profile or way, and the screen widths at which `make test` looks at it. */
const MOVING = [
  ['while a prompt is answered', 'send', 'healthy', {}, '1280'],
  ['while an answer streams in', 'send', 'healthy-slow-stream', { stream: true }, '1280, 375'],
  ['while a prompt is refused', 'send', 'wrong-key', {}, ''],
  ['while every check is made', 'validate', 'healthy', { profile: 'full' }, '1280'],
];

for (const [width, viewport] of [['1280', WIDE], ['375', PHONE]]) {
  for (const [when, action, id, { profile, ...more }, often] of MOVING) {
    test(`nothing jumps ${when}, ${width} px wide`, { tag: often.includes(width) ? [] : ['@rest'] }, async ({ unopened: app, sandbox, healthy }) => {
      await app.tab.setViewportSize(viewport);
      await app.tab.addInitScript(noteShifts);
      await app.open(sandbox.page);
      await expectStill(app, 'while the page loads');
      await app.fill({ ...healthy, base_url: sandbox.base(id), ...more });
      await shiftsSince(app);
      if (profile) await app.chooseProfile(profile);
      await app.starts(() => app.action(action).click());
      await app.until('running');
      await shiftsSince(app);
      await app.tab.evaluate(() => window.openGate());
      await app.until('done');
      await expectStill(app, when);
    });
  }
}

// Room

for (const [width, viewport] of [['1280', WIDE], ['375', PHONE]]) {
  test(`the buttons of the verdict are in one row, ${width} px wide`, async ({ app, healthy }) => {
    await app.tab.setViewportSize(viewport);
    await app.run(healthy);
    const tops = await app.tab.locator('.banner > .actions button:visible').evaluateAll((all) => all.map((at) => at.getBoundingClientRect().top));
    expect(tops).toHaveLength(3);
    expect(new Set(tops).size, tops.join(', ')).toBe(1);
  });
}

test('before a run the points take no more room than they need', async ({ app, healthy }) => {
  await app.fill(healthy);
  const unused = await app.tab.locator('.points').evaluate((strip) => {
    const ends = [...strip.querySelectorAll('.point > *')].map((at) => at.getBoundingClientRect().bottom);
    return strip.getBoundingClientRect().bottom - Math.max(...ends);
  });
  expect(unused).toBeLessThan(24);
});

test('fields with a button are as high as those without, and figures are on one line', async ({ app, healthy }) => {
  await app.run(healthy);
  const heights = await app.tab.locator('[name=base_url], [name=api_key], [name=model]').evaluateAll((all) => all.map((at) => at.offsetHeight));
  expect(Math.max(...heights) - Math.min(...heights), heights.join(', ')).toBeLessThanOrEqual(1);
  const bottoms = await app.tab.locator('[data-metric]').evaluateAll((all) => {
    const first = all[0].parentElement.getBoundingClientRect().top;
    return all.filter((at) => at.parentElement.getBoundingClientRect().top === first).map((at) => at.getBoundingClientRect().bottom);
  });
  expect(bottoms.length).toBeGreaterThan(2);
  expect(Math.max(...bottoms) - Math.min(...bottoms), bottoms.join(', ')).toBeLessThanOrEqual(1);
});

// Width

/** Windows as wide as a small phone, as wide as a large screen at 400 %, and with the text twice as large. */
const WINDOWS = [
  ['320 px', { width: 320, height: 640 }, ''],
  ['400 %', { width: 320, height: 256 }, ''],
  ['text of 200 %', WIDE, '200%'],
  ['text of 200 % on a phone', PHONE, '200%'],
];

async function assertFits(app) {
  const found = [];
  for (const [name, size, text] of WINDOWS) {
    await app.tab.setViewportSize(size);
    found.push(...await app.tab.evaluate(([name, text]) => {
      document.documentElement.style.fontSize = text;
      const boxes = [document.documentElement, ...document.querySelectorAll('dialog[open]')];
      return boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => {
        const far = [...box.querySelectorAll('*')].map((at) => [at.getBoundingClientRect().right, at]).sort(([a], [b]) => b - a)[0][1];
        return `${name}: ${box.scrollWidth} px of content in ${box.clientWidth} px, up to ${far.outerHTML.slice(0, 100)}`;
      });
    }, [name, text]));
    await app.tab.evaluate(() => { document.documentElement.style.fontSize = ''; });
  }
  expect(found).toEqual([]);
}

/** Lets the gateway answer with `content`. */
const answers = (app, content) => app.tab.route('**/chat/completions', (route) => route.fulfill({
  headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
  json: {
    id: 'x', object: 'chat.completion', created: 1, model: 'sandbox-small', usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  },
}));

const RIGHT_TO_LEFT = 'שלום עולם. هذا نص طويل يكتب من اليمين إلى اليسار.';

const LARGE = {
  'an empty form': async (app, _, healthy) => app.fill({ api_key: healthy.api_key }),
  'a form with problems': async (app, _, healthy) => {
    await app.fill({ ...healthy, base_url: `x${'y'.repeat(300)}`, api_key: `sk-ant-${healthy.api_key}`, model: '' });
    await app.action('send').click();
    await app.tab.locator('[data-problem=model]:visible').first().waitFor();
  },
  'a model name of 300 characters': async (app, sandbox, healthy) =>
    app.run({ ...healthy, base_url: sandbox.base('unknown-model'), model: 'm'.repeat(300) }),
  'an answer of 100 kB in one word': async (app, _, healthy) => {
    await answers(app, 'a'.repeat(100_000));
    await app.run(healthy);
    expect((await app.reply()).length).toBe(100_000);
  },
  'an answer of 100 kB in short lines': async (app, _, healthy) => {
    await answers(app, 'one line\n'.repeat(11_000));
    await app.run(healthy);
  },
  'text from right to left': async (app, _, healthy) => {
    await answers(app, RIGHT_TO_LEFT.repeat(20));
    await app.run({ ...healthy, prompt: RIGHT_TO_LEFT });
  },
  'a long diagnosis with configurations': async (app, sandbox, healthy) => {
    await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await app.action('show-cors-setups').click();
    await app.tab.locator('[data-setup]').first().waitFor();
    await openAll(app);
  },
  'a refusal full of markup': async (app, sandbox, healthy) => {
    await app.run({ ...healthy, base_url: sandbox.base('hostile-markup-refusal') });
    await openAll(app);
  },
  'every check, open': async (app, _, healthy) => {
    await app.validate({ ...healthy, profile: 'full' });
    await openAll(app);
    expect(await app.tab.locator('[data-check]').count()).toBeGreaterThanOrEqual(45);
  },
  'a prompt that was repeated': async (app, _, healthy) => {
    await app.fill(healthy);
    await openAll(app);
    await app.starts(() => app.action('repeat').click());
    await app.until('done');
    await openAll(app);
  },
  'the custom profile and a snippet': async (app, _, healthy) => {
    await app.fill({ ...healthy, model: 'm'.repeat(300) });
    await app.chooseProfile('custom');
    await app.tab.locator('[data-probe]').first().waitFor();
    await app.tab.locator('#snippets summary').click();
    await app.tab.locator('[data-snippet=curl]').waitFor();
    await openAll(app);
  },
  'the drawer': async (app, _, healthy) => {
    await answers(app, 'a'.repeat(2000));
    await app.run({ ...healthy, model: 'm'.repeat(300), consent: true });
    await app.action('show-evidence').click();
    await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
    await openAll(app);
  },
};

const LOOKED_AT_OFTEN = ['a form with problems', 'an answer of 100 kB in one word', 'every check, open', 'the drawer'];

for (const [what, reach] of Object.entries(LARGE)) {
  const tag = LOOKED_AT_OFTEN.includes(what) ? [] : ['@rest'];
  test(`nothing is wider than the window: ${what}`, { tag }, async ({ app, sandbox, healthy }) => {
    await reach(app, sandbox, healthy);
    await assertFits(app);
  });
}

test('text from right to left begins at the right', async ({ app, healthy }) => {
  await answers(app, RIGHT_TO_LEFT);
  await app.run({ ...healthy, prompt: RIGHT_TO_LEFT });
  const gap = await app.tab.locator('[data-reply]').evaluate((at) => {
    const range = document.createRange();
    range.selectNodeContents(at);
    const lines = [...range.getClientRects()];
    return at.getBoundingClientRect().right - Math.max(...lines.filter(({ width }) => width < at.clientWidth - 40).map(({ right }) => right));
  });
  expect(gap, `the answer ends ${gap} px before the right edge`).toBeLessThan(40);
  const directions = await app.tab.evaluate(() => ['[name=prompt]', '[data-reply]'].map((selector) => {
    const at = document.querySelector(selector);
    return at.matches('[dir=auto], [dir=auto] *') || getComputedStyle(at).unicodeBidi === 'plaintext';
  }));
  expect(directions, 'prompt and answer each take their direction from their text').toEqual([true, true]);
});

// The keyboard

/** Runs in the page: what can be used within `root`, in the order of the document. */
function usable(root) {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  // Of radio buttons Tab reaches the chosen one, and the arrow keys the others.
  return [...document.querySelector(root).querySelectorAll(all)]
    .filter((at) => !at.matches('[type=radio]:not(:checked)') && !at.disabled && at.tabIndex >= 0 && at.checkVisibility({ visibilityProperty: true }));
}

/** Presses Tab through `root` and returns what is wrong on the way, one sentence each. */
async function walk(app, root) {
  await app.tab.evaluate(`window.usable = (${usable})(${JSON.stringify(root)})`);
  const count = await app.tab.evaluate(() => window.usable.length);
  const found = [];
  const reached = [];
  // Chromium also stops at boxes that scroll; this many presses go round whatever there is.
  for (let presses = 0; presses < count + 60 && reached.length < count; presses += 1) {
    await app.tab.keyboard.press('Tab');
    const { index, name, outline, isSeen, isInside } = await app.tab.evaluate((root) => {
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
  const names = await app.tab.evaluate(() => window.usable.map((at) => at.name || at.dataset.action || at.textContent.trim().slice(0, 40)));
  for (const [index, name] of names.entries()) if (!reached.includes(index)) found.push(`Tab never reaches ${name}.`);
  const inOrder = reached.every((index, i) => i === 0 || index === (reached[i - 1] + 1) % count);
  if (!inOrder) found.push(`Tab goes ${reached.map((index) => names[index]).join(', ')}.`);
  return found;
}

/** Pairs of neighbours in a column of the page of which the later one is above the earlier one, and not beside it. */
const outOfPlace = (app) => app.tab.evaluate(() => ['.ask', '.results', 'footer'].flatMap((column) => {
  const all = window.usable.filter((at) => at.closest(column)).map((at) => [at, at.getBoundingClientRect()]);
  return all.slice(1).filter(([, { bottom, left }], i) => bottom <= all[i][1].top && left < all[i][1].right)
    .map(([at]) => `${at.outerHTML.slice(0, 80)} is above the element before it.`);
}));

const WALKED = {
  'the empty form': async (app, _, healthy) => app.fill({ api_key: healthy.api_key }),
  'a form with problems': async (app, _, healthy) => {
    await app.fill({ ...healthy, base_url: 'gateway', api_key: `sk-ant-${healthy.api_key}`, model: '' });
    await app.action('send').click();
    await app.tab.locator('[data-problem=model]:visible').first().waitFor();
  },
  'a run with everything open': async (app, _, healthy) => {
    await app.field('remember').check();
    await app.validate({ ...healthy, profile: 'standard' });
    await openAll(app);
  },
  'a diagnosis with configurations': async (app, sandbox, healthy) => {
    await app.run({ ...healthy, base_url: sandbox.base('no-cors') });
    await app.action('show-cors-setups').click();
    await app.tab.locator('[data-setup]').first().waitFor();
    await openAll(app);
  },
};

for (const [what, reach] of Object.entries(WALKED)) {
  for (const [width, viewport] of [['a screen', WIDE], ['a phone', PHONE]]) {
    const tag = what === 'a run with everything open' ? [] : ['@rest'];
    test(`Tab leads through ${what} in order, and shows where it is, on ${width}`, { tag }, async ({ app, sandbox, healthy }) => {
      await app.tab.setViewportSize(viewport);
      await reach(app, sandbox, healthy);
      await app.tab.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
      expect(await walk(app, 'body')).toEqual([]);
      expect(await outOfPlace(app)).toEqual([]);
    });
  }
}

test('the drawer can be walked through, and Escape leads back to where it was opened', async ({ app, healthy }) => {
  await app.validate({ ...healthy, profile: 'standard' });
  const button = app.tab.locator('[data-action=show-evidence]').nth(3);
  await button.focus();
  await app.tab.keyboard.press('Enter');
  await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
  await openAll(app);
  expect(await app.tab.evaluate(() => document.querySelector('#evidence').contains(document.activeElement))).toBe(true);
  await app.action('close-evidence').evaluate((at) => at.blur());
  expect(await walk(app, '#evidence')).toEqual([]);
  await app.tab.keyboard.press('Escape');
  await app.tab.locator('#evidence[open]').waitFor({ state: 'detached' });
  expect(await button.evaluate((at) => document.activeElement === at)).toBe(true);
});

// Contrast and motion

/** Runs in the page: the contrast of each text that is shown with its background. */
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
    const tag = id === 'wrong-key' ? [] : ['@rest'];
    test(`text has a contrast of 7:1, and what is coloured 4.5:1: ${id}, ${colorScheme}`, { tag }, async ({ app, sandbox, healthy }) => {
      await app.tab.emulateMedia({ colorScheme });
      await app.validate({ ...healthy, base_url: sandbox.base(id), profile: 'standard' });
      await openAll(app);
      const all = await app.tab.evaluate(contrasts);
      expect(all.filter(({ isBody }) => isBody).length).toBeGreaterThan(20);
      const found = all.filter(({ ratio, isBody }) => ratio < (isBody ? 7 : 4.5));
      expect(found.map(({ ratio, what }) => `${ratio.toFixed(2)} ${what}`)).toEqual([]);
    });
  }
}

test('the chosen tab and a button that can do nothing are told apart in forced colours', async ({ app, healthy }) => {
  await app.fill(healthy);
  await app.action('paste-settings').click();
  await app.tab.emulateMedia({ forcedColors: 'active' });
  const look = (selector, what) => app.tab.locator(selector).evaluate((at, what) => getComputedStyle(at)[what], what);
  expect(await look('[data-tab=check]', 'backgroundColor')).not.toBe(await look('[data-tab=watch]', 'backgroundColor'));
  expect(await look('[data-action=use-pasted]', 'color')).not.toBe(await look('[data-action=close-paste]', 'color'));
});

test('a page of the dark theme is printed dark on white', async ({ app, healthy }) => {
  await app.run(healthy);
  await app.action('theme').click();
  await expect(app.tab.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.tab.emulateMedia({ media: 'print' });
  const [ink, ground] = await app.tab.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    return [color, backgroundColor];
  });
  expect([ink, ground]).toEqual(['rgb(20, 25, 29)', 'rgb(246, 247, 248)']);
  await expect(app.tab.locator('.tabs')).toBeHidden();
  await expect(app.tab.locator('.banner')).toBeVisible();
});

/** Runs in the page before its own scripts: notes whatever moves for longer than an eye can see. */
function noteMotion() {
  window.motions = [];
  const note = ({ type, target }) => {
    const lasting = target.getAnimations().filter((motion) => motion.effect.getComputedTiming().activeDuration > 10);
    if (lasting.length > 0) window.motions.push(`${type} ${target.outerHTML.slice(0, 80)}`);
  };
  for (const type of ['animationstart', 'transitionrun']) document.addEventListener(type, note, true);
}

test('nothing moves for those who asked for that', async ({ unopened: app, sandbox, healthy }) => {
  await app.tab.emulateMedia({ reducedMotion: 'reduce' });
  await app.tab.addInitScript(noteMotion);
  await app.open(sandbox.page);
  await app.run({ ...healthy, base_url: sandbox.base('healthy-slow-stream'), stream: true });
  await app.validate({ ...healthy, stream: false, profile: 'standard' });
  await app.action('send').hover();
  await app.action('show-evidence').click();
  await app.tab.locator('#evidence[open] [data-exchange]').first().waitFor();
  expect(await app.tab.evaluate(() => window.motions)).toEqual([]);
  expect(await app.tab.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
});
