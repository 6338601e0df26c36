// The sandbox's own table of behaviours, from which tests are made, and which of them a browser must
// prove in every run of the tests. The others run natively, and in a browser with `make test-all`.
import { readFileSync } from 'node:fs';
import { startSandbox } from './sandbox.mjs';

const sandbox = await startSandbox();
await sandbox.stop();

export const { rows } = sandbox;

/** By id, the ways, `plain` or `streamed`, of the rows that a browser proves every time. */
export const browserRows = JSON.parse(readFileSync(new URL('../browser-rows.json', import.meta.url), 'utf8'));

/** The tag of what is not part of `make test`. */
export const REST = '@rest';

/** What a person types for `row`. */
export function typed(row, healthy) {
  return {
    ...healthy,
    // Some base URLs and keys are not sent without consent.
    consent: true,
    ...(row.key !== null && { api_key: row.key }),
    ...(row.model !== null && { model: row.model }),
    ...(row.timeout_s !== null && { timeout_s: row.timeout_s }),
  };
}
