// Prints the content security policy of a page that may call the gateways of one config.json alone:
// csp.mjs CONFIG. It is the policy of index.html with a narrower `connect-src`, and with what only a
// header can say.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HTML = fileURLToPath(new URL('../index.html', import.meta.url));
// As in src/preset.rs: the page does not use a file with such a field.
const OF_KEYS = ['api_key', 'apikey', 'key', 'token', 'secret', 'password', 'authorization'];

/** The policy that stands in the page `html`. */
export function policyOf(html) {
  const text = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(html)?.[1];
  if (!text) throw new Error('index.html has no content security policy.');
  return text;
}

/** `policy` as a header says it: a page cannot forbid by itself that it is framed. */
export function asHeader(policy) {
  return `${policy}; frame-ancestors 'none'`;
}

/** The first field of `json` that by its name holds a key, or undefined. */
function fieldOfKey(json) {
  if (json === null || typeof json !== 'object') return undefined;
  for (const [name, value] of Object.entries(json)) {
    const isNamedSo = !Array.isArray(json) && OF_KEYS.includes(name.toLowerCase()) && value !== null;
    const found = isNamedSo ? name : fieldOfKey(value);
    if (found) return found;
  }
  return undefined;
}

/** The source for `base_url` in `connect-src`, or undefined if that is the page's own origin. */
function source(base_url, place) {
  const where = `gateways[${place}].base_url`;
  if (typeof base_url !== 'string' || base_url === '') throw new Error(`${where} is missing.`);
  // Only one slash: with two, a host follows.
  if (/^\/(?![/\\])/.test(base_url)) return undefined;
  // As the page reads it: strictly, because what a browser repairs may lead elsewhere.
  const [, scheme, authority] = /^(https?):\/\/([^/?#]+)(?:\/[^?#]*)?$/i.exec(base_url) ?? [];
  if (!scheme || !/^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(authority) || !URL.canParse(base_url)) {
    throw new Error(`${where} is "${base_url}": wanted is an address such as "https://gateway.example/v1", or "/gateway/v1" for the page's own origin.`);
  }
  // A policy has no way to write an IPv6 address; browsers would leave the source out.
  if (authority.startsWith('[')) throw new Error(`${where} is "${base_url}": a content security policy cannot name an IPv6 address; use a host name.`);
  return new URL(base_url).origin;
}

/** `policy` with the gateways of `config`, the text of a config.json, as all that may be called. */
export function lockedTo(config, policy) {
  let json;
  try {
    json = JSON.parse(config);
  } catch (error) {
    throw new Error(`It is not JSON: ${error.message}`);
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new Error('It is not a JSON object.');
  const key = fieldOfKey(json);
  if (key) throw new Error(`Its field "${key}" seems to hold a key, and everybody can read this file: take it out.`);
  if (!Array.isArray(json.gateways) || json.gateways.length === 0) throw new Error('It names no gateways, so there is nothing to lock the page to.');
  const sources = json.gateways.map((gateway, place) => source(gateway?.base_url, place)).filter(Boolean);
  const connect = ['connect-src', "'self'", ...new Set(sources)].join(' ');
  const parts = policy.split(';').map((part) => part.trim());
  const place = parts.findIndex((part) => part.startsWith('connect-src '));
  if (place < 0) throw new Error('The policy of index.html has no connect-src.');
  return parts.with(place, connect).join('; ');
}

/** Does what the command line asks for, and returns what to print. */
function main([path]) {
  if (!path) throw new Error('Name the file: make csp CONFIG=path/config.json');
  let config;
  try {
    config = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file.' : error.message}`);
  }
  try {
    return asHeader(lockedTo(config, policyOf(readFileSync(HTML, 'utf8'))));
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(main(process.argv.slice(2)));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
