// Every behaviour of the sandbox, checked in the profiles Standard and Full: each check that differs
// from the healthy gateway's must be named in its row, with its verdict. Where a row states what a
// profile must find, that is the main diagnosis.
import { LONG_ANSWER, expect, test } from './support/fixtures.mjs';
import { REST, rows, typed } from './support/table.mjs';

const PROFILES = ['standard', 'full'];
/** Largest number of requests that a run of a profile may send, tries after a refusal included. */
const MOST_REQUESTS = { standard: 8, full: 30 };
/** The healthy gateway's verdicts in each profile, as this worker has seen them. */
const healthyChecks = {};

async function checksOfHealthy(app, healthy, profile) {
  if (!healthyChecks[profile]) {
    await app.validate({ ...healthy, prompt: LONG_ANSWER, profile });
    healthyChecks[profile] = { ...(await app.results()).checks, 'stream-live': 'pass' };
  }
  return healthyChecks[profile];
}

/**
 * The pace of a stream depends on what else this machine does; the page then says that it cannot tell. Natively its
 * verdict is compared with that of the row, without other load of the browser.
 */
const cannotTell = ([id, verdict]) => id === 'stream-live' && verdict === 'inconclusive';

const isBad = (verdict) => ['fail', 'warn', 'inconclusive', 'running', 'pending'].includes(verdict);

for (const profile of PROFILES) {
  test(`healthy, ${profile}: nothing is wrong`, async ({ app, healthy }) => {
    await app.validate({ ...healthy, prompt: LONG_ANSWER, profile });
    const { points, checks, diagnosis, requests } = await app.results();
    expect(Object.values(points)).toEqual(['pass', 'pass', 'pass', 'pass']);
    expect(diagnosis).toBeNull();
    expect(Object.entries(checks).filter((check) => isBad(check[1]) && !cannotTell(check))).toEqual([]);
    expect(requests > 1 && requests <= MOST_REQUESTS[profile], `${requests} requests`).toBe(true);
  });

  for (const row of rows.filter(({ expects }) => expects[profile])) {
    test(`${row.id}, ${profile}: ${row.title}`, { tag: REST }, async ({ app, sandbox, healthy }) => {
      const { points: wantedPoints, checks: wanted, is_whole: isWhole, diagnosis } = row.expects[profile];
      const usual = await checksOfHealthy(app, healthy, profile);
      await app.validate({ ...typed(row, healthy), profile, base_url: sandbox.base(row.id) });
      const { points, checks, diagnosis: kind, confidence } = await app.results();
      if (diagnosis) expect(diagnosis).toMatchObject({ kind, confidence });
      const seen = Object.entries(checks).filter((check) => check[1] !== usual[check[0]] && !cannotTell(check));
      const named = Object.fromEntries(wanted.map(({ id, verdict }) => [id, verdict])
        .filter(([id, verdict]) => !cannotTell([id, verdict]) && !cannotTell([id, checks[id]])));
      const compared = isWhole ? Object.fromEntries(seen) : Object.fromEntries(Object.keys(named).map((id) => [id, checks[id]]));
      expect({ checks: compared, points: isWhole ? points : {} }).toEqual({ checks: named, points: isWhole ? wantedPoints : {} });
    });
  }
}
