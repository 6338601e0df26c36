// The sandbox's own table of behaviours, from which tests are made.
import { startSandbox } from './sandbox.mjs';

const sandbox = await startSandbox();
await sandbox.stop();

export const { rows } = sandbox;

/**
 * In which ways, `plain` or `streamed`, a browser proves `row` in every run of the tests. All rows run
 * natively, and in a browser with `make test-all`.
 */
export function provenWays({ id, browser }) {
  if (!browser) return [];
  if (id === 'healthy') return ['plain', 'streamed'];
  return [id.includes('stream') ? 'streamed' : 'plain'];
}

/** The tag of what is not part of `make test`. */
export const REST = '@rest';

/** Returns the values that a person types for `row`. */
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
