// Finds a secret in text, however it is written.
import { randomBytes } from 'node:crypto';

/** A key nobody has used before, with the characters that each way of writing, and each pattern, changes. */
export function freshKey() {
  const part = () => randomBytes(4).toString('hex');
  return `gc-test-${part()}+/&"${part()}<b>'${part()}.*?^${part()}$()[${part()}]{}|${part()}\\%=${part()}`;
}

/** Length of a piece of a key that must not be shown, in characters: a masked key shows its ends. */
const PIECE = 10;

const html = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The ways to write `key` that differ, by name. */
export function waysToWrite(key) {
  const ways = new Map([
    ['plain', key],
    ['URL', encodeURIComponent(key)],
    ['form', new URLSearchParams({ key }).toString().slice('key='.length)],
    ['JSON', JSON.stringify(key).slice(1, -1)],
    ['HTML', html(key)],
    ['HTML text', html(key).replaceAll('&quot;', '"')],
    ['HTML attribute', html(key).replaceAll('&lt;', '<').replaceAll('&gt;', '>')],
    ['HTML, every sign', html(key).replaceAll("'", '&#39;')],
    ['hex', Buffer.from(key).toString('hex')],
  ]);
  // The text before the key shifts its base64: three ways, without the characters it shares.
  for (const shift of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), Buffer.from(key)]);
    const inner = shifted.toString('base64').replaceAll('=', '').slice(shift && shift + 1, -1);
    ways.set(`base64, ${shift} before`, inner);
    ways.set(`base64url, ${shift} before`, inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  for (let at = 'gc-test-'.length; at + PIECE <= key.length; at += 1) ways.set(`piece at ${at}`, key.slice(at, at + PIECE));
  return ways;
}

const unescaped = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function decoded(string) {
  try { return JSON.parse(`"${string}"`); } catch { return string; }
}

/**
 * Returns true if the strings of `text` spell `key`, joined as a reader of JSON joins them: all of them, or
 * those of one member name; in the text itself, in it as HTML, and in every string that holds JSON.
 */
export function spells(text, key) {
  return [...new Set([text, unescaped(text)])].some((shown) => {
    const read = new Map();
    let name = '';
    let isNested = false;
    for (const { 1: raw, 2: isName } of shown.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)) {
      const string = decoded(raw);
      if (isName) name = string;
      else for (const at of ['', name]) read.set(at, (read.get(at) ?? '') + string);
      isNested ||= string.includes('"') && string.length > 1 && spells(string, key);
    }
    return isNested || [...read.values()].some((joined) => joined.includes(key));
  });
}

/** The first way in which `text` holds `key`, or undefined. */
export function leak(text, key) {
  if (key.length === 0) return undefined;
  const lower = text.toLowerCase();
  for (const [way, written] of waysToWrite(key)) {
    if (text.includes(written) || (way === 'URL' && lower.includes(written.toLowerCase()))) return way;
  }
  return undefined;
}
