// The measurements of `make bench`, printed as one table at the end: ours, a bare fetch beside it, the ratio.
import { cpus, loadavg } from 'node:os';

const TYPE = 'measured';
const WIDTH = 78;

/** The middle one. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Notes a line of the table in a test: `ours` and `bare` in `unit`. The ratio is `ours / bare`; with `most` the
 * test fails above it. `idle` is the target on an idle machine: no test fails for it.
 */
export function note({ info, expect }, what, { ours, bare, unit, most, slack = 0, idle }) {
  const ratio = bare > 0 ? ours / bare : undefined;
  const kept = most === undefined || ours <= bare * most || ours - bare <= slack;
  info.annotations.push({ type: TYPE, description: JSON.stringify({ what, ours, bare, unit, ratio, most, slack, idle, kept }) });
  expect.soft(kept, `${what}: ${ours} ${unit}, and ${bare} beside it`).toBe(true);
}

const shown = (number) => (number === undefined ? '' : Number(number.toFixed(number < 10 ? 2 : 0)).toLocaleString('en'));

function wanted({ most, slack, unit, idle }) {
  if (most === undefined) return idle === undefined ? '' : `${idle} on an idle machine`;
  return `at most ${most}${slack > 0 ? `, or ${slack} ${unit} more` : ''}`;
}

function line({ what, ours, bare, unit, ratio, kept, ...rest }) {
  const cells = [shown(ours), shown(bare)].map((cell) => cell.padStart(12));
  return `${what.padEnd(WIDTH)}${cells.join('')} ${unit.padEnd(9)}${shown(ratio).padStart(6)}  ${wanted({ unit, ...rest })}${kept ? '' : ': MISSED'}`;
}

/** A reporter of Playwright. */
export default class Measured {
  #lines = [];

  onTestEnd(test) {
    for (const { type, description } of test.annotations) if (type === TYPE) this.#lines.push(JSON.parse(description));
  }

  onEnd() {
    if (this.#lines.length === 0) return;
    const head = `${'beside a bare fetch in the same tab'.padEnd(WIDTH)}${'ours'.padStart(12)}${'bare'.padStart(12)} ${''.padEnd(9)}${'ratio'.padStart(6)}  wanted`;
    console.log(['', head, ...this.#lines.map(line), `Load: ${loadavg().map((it) => it.toFixed(1)).join(' ')} on ${cpus().length} processors.`, ''].join('\n'));
  }
}
