// The Vercel AI SDK with its provider for OpenAI-compatible servers.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateObject, generateText, jsonSchema, streamText, tool } from 'ai';
import { z } from 'zod';
import { ARGUMENTS, IN_JSON, main, PROMPT, textOf, WEATHER } from './rows.mjs';

globalThis.AI_SDK_LOG_WARNINGS = false;

const given = (row, abortSignal, prompt) => ({
  model: createOpenAICompatible({ name: 'gateway', baseURL: row.base_url, apiKey: row.key })(row.model),
  prompt,
  maxRetries: 0,
  abortSignal,
});
const tools = { get_weather: tool({ description: 'The weather in a city.', inputSchema: jsonSchema(ARGUMENTS) }) };

/** The text of a stream; its errors are among its parts, and thrown here as a program would. */
async function* texts(result) {
  for await (const part of result.fullStream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-delta') yield part.text;
  }
}

await main({
  plain: async (row, signal) => (await generateText(given(row, signal, PROMPT))).text,
  streamed: (row, signal) => textOf(texts(streamText({ ...given(row, signal, PROMPT), onError: () => {} }))),
  tools: async (row, signal) => {
    const reply = await generateText({ ...given(row, signal, WEATHER), tools, toolChoice: 'required' });
    const [call] = reply.toolCalls;
    if (call.invalid) throw call.error;
    return call.input;
  },
  json: async (row, signal) =>
    (await generateObject({ ...given(row, signal, IN_JSON), schema: z.object({ greeting: z.string() }) })).object,
});
