// Every behaviour of the sandbox, checked in the profiles Standard and Full: each check that differs
// from the healthy gateway's must be named in its row, with its verdict. Where a row states what a
// profile must find, that is the main diagnosis.
import assert from 'node:assert/strict';
import { startSandbox } from './support/sandbox.mjs';
import { test } from './support/harness.mjs';

const table = await startSandbox();
await table.stop();

const PROFILES = ['standard', 'full'];
/** What a run of a profile may send at most, tries after a refusal included. */
const MOST_REQUESTS = { standard: 8, full: 30 };
/** The healthy gateway's verdicts in each profile, from its own test, which comes first. */
const healthyChecks = {};

function values(row, healthy, profile) {
  return {
    ...healthy,
    profile,
    // Some base URLs and keys are not sent without consent.
    consent: true,
    ...(row.key !== null && { api_key: row.key }),
    ...(row.model !== null && { model: row.model }),
    ...(row.timeout_s !== null && { timeout_s: row.timeout_s }),
  };
}

const isBad = (verdict) => ['fail', 'warn', 'inconclusive', 'running', 'pending'].includes(verdict);

for (const profile of PROFILES) {
  test(`healthy, ${profile}: nothing is wrong`, async ({ page, healthy }) => {
    await page.validate({ ...healthy, profile });
    const { points, checks, diagnosis, requests } = await page.results();
    assert.deepEqual(Object.values(points), ['pass', 'pass', 'pass', 'pass']);
    assert.equal(diagnosis, null);
    assert.deepEqual(Object.entries(checks).filter(([, verdict]) => isBad(verdict)), []);
    assert.ok(requests > 1 && requests <= MOST_REQUESTS[profile], `${requests} requests`);
    healthyChecks[profile] = checks;
  });

  for (const row of table.rows.filter(({ expects }) => expects[profile])) {
    test(`${row.id}, ${profile}: ${row.title}`, async ({ page, sandbox, healthy }) => {
      const { points: wantedPoints, checks: wanted, is_whole: isWhole, diagnosis } = row.expects[profile];
      await page.validate({ ...values(row, healthy, profile), base_url: sandbox.base(row.id) });
      const { points, checks, diagnosis: kind, owner, confidence } = await page.results();
      if (diagnosis) assert.deepEqual({ kind, owner, confidence }, diagnosis);
      const seen = Object.entries(checks).filter(([id, verdict]) => verdict !== healthyChecks[profile][id]);
      const named = Object.fromEntries(wanted.map(({ id, verdict }) => [id, verdict]));
      const compared = isWhole ? Object.fromEntries(seen) : Object.fromEntries(Object.keys(named).map((id) => [id, checks[id]]));
      assert.deepEqual({ checks: compared, points: isWhole ? points : {} }, { checks: named, points: isWhole ? wantedPoints : {} });
    });
  }
}
