// Measures the built page as Lighthouse sees it on a phone, prints the figures, and fails below the target.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { serve } from './serve.mjs';

const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100 };
const FIGURES = ['first-contentful-paint', 'largest-contentful-paint', 'speed-index', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight'];
/** The figures depend on the load of the machine, so the median of several measurements counts. */
const MEASUREMENTS = 3;

const FLAGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

async function measure(url) {
  const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
  try {
    const options = { port: chrome.port, onlyCategories: Object.keys(WANTED), formFactor: 'mobile', logLevel: 'error' };
    const { lhr } = await lighthouse(url, options);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
  }
}

const score = (result, name) => Math.round(result.categories[name].score * 100);

/** Lists what cost points in the category `name`, one line each. */
function faults(result, name) {
  return result.categories[name].auditRefs
    .filter(({ id, weight }) => weight > 0 && result.audits[id].score !== null && result.audits[id].score < 0.9)
    .flatMap(({ id }) => {
      const { title, details } = result.audits[id];
      const where = (details?.items ?? []).map((item) => item.node?.snippet ?? item.description ?? item.url).filter(Boolean);
      return [`  ${id}: ${title}`, ...where.map((text) => `    ${text}`)];
    });
}

const server = await serve(process.argv[2] ?? 'dist');
const results = [];
try {
  for (let i = 0; i < MEASUREMENTS; i += 1) results.push(await measure(server.url));
} finally {
  await server.stop();
}
results.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
const middle = results[(MEASUREMENTS - 1) / 2];

console.log(`Lighthouse ${middle.lighthouseVersion}, as on a phone; the median of ${MEASUREMENTS} measurements.`);
for (const id of FIGURES) console.log(`${middle.audits[id].title.padEnd(28)}${middle.audits[id].displayValue}`);
for (const [name, wanted] of Object.entries(WANTED)) {
  const reached = Math.min(...(name === 'performance' ? [middle] : results).map((result) => score(result, name)));
  const all = results.map((result) => score(result, name)).join(', ');
  console.log(`${middle.categories[name].title.padEnd(28)}${String(reached).padEnd(4)} of 100, at least ${wanted} (${all})`);
  if (reached < wanted) {
    console.error(faults(middle, name).join('\n'));
    process.exitCode = 1;
  }
}
