// Runs in the page: a run of ours, and a fetch that parses nothing beside it, both with the frames they leave room for.

/** To be there before the page's own scripts: where the program's memory is. */
export function keepMemory() {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const keep = (result) => {
    window.programMemory = (result.instance ?? result).exports.memory;
    return result;
  };
  WebAssembly.instantiate = (...args) => instantiate(...args).then(keep);
  WebAssembly.instantiateStreaming = (...args) => instantiateStreaming(...args).then(keep);
}

/** Defines `window.beside`. */
export function prepare() {
  /** Does `act`; says how long it took, and of the frames how many there were, and of the long ones the longest. */
  async function timed(act) {
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'long-animation-frame' });
    let frames = 0;
    let isOver = false;
    const frame = () => {
      frames += 1;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const begun = performance.now();
    const more = await act(begun);
    const ms = performance.now() - begun;
    isOver = true;
    // Queued entries are reported with the next frames.
    await new Promise((next) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next))); });
    observer.disconnect();
    const over = (limit) => long.filter((duration) => duration > limit).length;
    return { ms, frames_per_s: frames / ms * 1000, longest_ms: Math.max(0, ...long), over_50: over(50), over_100: over(100), ...more };
  }

  /** Waits until `is` is true of the page. */
  const until = (is) => new Promise((done) => {
    const look = () => {
      if (!is()) return;
      observer.disconnect();
      done(performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });

  const state = () => document.querySelector('[data-run]').dataset.run;
  const figure = (name) => {
    const text = document.querySelector(`[data-metric=${name}]`)?.textContent ?? '';
    return parseFloat(text.replaceAll(/[^0-9.]/g, ''));
  };

  const ask = ({ base_url, api_key, model, prompt, stream }) => fetch(`${base_url}/chat/completions`, {
    method: 'POST',
    credentials: 'omit',
    cache: 'no-store',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: prompt }], stream, ...(stream && { stream_options: { include_usage: true } }) }),
  });

  window.beside = {
    ours: () => timed(async (begun) => {
      document.querySelector('[data-action=send]').click();
      await until(() => state() === 'running');
      const text = until(() => /\S/.test(document.querySelector('[data-reply]')?.textContent ?? '') || state() !== 'running');
      await until(() => state() === 'done');
      return { first_ms: figure('ttft_ms'), seen_ms: await text - begun };
    }),

    bare: (values) => timed(async (begun) => {
      const reader = (await ask(values)).body.getReader();
      let first_ms;
      let bytes = 0;
      for (;;) {
        const { done, value } = await reader.read();
        first_ms ??= performance.now() - begun;
        if (done) return { first_ms, bytes };
        bytes += value.length;
      }
    }),

    /** Clicks what `starts` selects, and waits until `runs` selects something, and then `ends`. */
    pressed: ({ starts, runs, ends }) => timed(async () => {
      document.querySelector(starts).click();
      await until(() => document.querySelector(runs));
      await until(() => document.querySelector(ends));
    }),

    /** Waits until `selector` selects something. */
    seen: (selector) => until(() => document.querySelector(selector)),

    /** This many requests at once, one round after the other. */
    rounds: ({ sizes, ...values }) => timed(async () => {
      for (const size of sizes) await Promise.all(Array.from({ length: size }, () => ask(values).then((reply) => reply.text())));
    }),
  };
}
