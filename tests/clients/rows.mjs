// What the Node clients have in common: the rows from standard input, the questions, the time limits.
import { json as read } from 'node:stream/consumers';

export const PROMPT = 'Say hello.';
export const WEATHER = "What is the weather in 'Paris'? Use the tool.";
export const IN_JSON = 'Say hello as JSON with the key "greeting".';
export const ARGUMENTS = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
/** As much of a text as is compared; a stream without end has answered long before. */
const MOST_CHARS = 2000;

/** The beginning of a streamed text, read until the stream ends unless it is very long. */
export async function textOf(pieces) {
  let text = '';
  for await (const piece of pieces) {
    text += piece ?? '';
    if (text.length > 10_000) break;
  }
  return text;
}

/** Returns what `ask` gets within the row's time, or why it gets nothing. */
async function outcome(ask, row) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), (row.seconds + 2) * 1000);
  const late = new Promise((_, reject) => limit.signal.addEventListener('abort', () => reject(new Error('time is up'))));
  try {
    const got = await Promise.race([ask(row, limit.signal), late]);
    return { got: typeof got === 'string' ? got.slice(0, MOST_CHARS) : got ?? null };
  } catch (error) {
    return { why: `${error?.name}: ${error?.message}`.slice(0, 300) };
  } finally {
    clearTimeout(timer);
  }
}

/** Requests every row in every way, and prints the results as one JSON object by id. */
export async function main(client) {
  // A library that throws later, where nobody waits for it, has not answered either.
  process.on('unhandledRejection', () => {});
  process.on('uncaughtException', () => {});
  const left = await read(process.stdin);
  const all = {};
  const ways = Object.entries(client);
  const work = async () => {
    for (let row; (row = left.shift());) {
      const of = {};
      for (const [way, ask] of ways) of[way] = await outcome(ask, row);
      all[row.id] = of;
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  process.stdout.write(JSON.stringify(all), () => process.exit(0));
}
