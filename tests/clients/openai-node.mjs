// The official SDK for Node.
import OpenAI from 'openai';
import { ARGUMENTS, IN_JSON, main, PROMPT, textOf, WEATHER } from './rows.mjs';

const create = (row, signal, content, more) => {
  const client = new OpenAI({
    baseURL: row.base_url, apiKey: row.key, timeout: row.seconds * 1000, maxRetries: 0,
  });
  return client.chat.completions.create({ model: row.model, messages: [{ role: 'user', content }], ...more }, { signal });
};
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: ARGUMENTS } }];

async function* texts(chunks) {
  for await (const chunk of chunks) yield chunk.choices[0]?.delta?.content;
}

await main({
  plain: async (row, signal) => (await create(row, signal, PROMPT)).choices[0].message.content,
  streamed: async (row, signal) => textOf(texts(await create(row, signal, PROMPT, { stream: true }))),
  tools: async (row, signal) => {
    const reply = await create(row, signal, WEATHER, { tools, tool_choice: 'required' });
    return JSON.parse(reply.choices[0].message.tool_calls[0].function.arguments);
  },
  json: async (row, signal) => {
    const reply = await create(row, signal, IN_JSON, { response_format: { type: 'json_object' } });
    return JSON.parse(reply.choices[0].message.content);
  },
});
