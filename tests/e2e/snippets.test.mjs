// Every snippet, run for real: it sends what the page sends for the same values, and prints what the
// page shows, for any prompt and model name.
import { expect, test } from './support/fixtures.mjs';
import { LANGUAGES, answerIn, asked, run, runAll, snippetsOf } from './support/snippets.mjs';

const PROMPTS = [
  'Say hello.',
  'it\'s "quoted" and “curly” and ‘single’',
  'C:\\new\\table \\u0041 \\\\ \\',
  '$HOME ${HOME} $(id) `id` $((1+1)) ${x} %PATH% %s',
  '!! !echo !$ #{x} {{y}} {0}',
  'END\nEOF\nEND\n\'END\'\n',
  'one\ntwo\tthree\u0001\u0007\u001b[31m\u007f\u0085',
  '\'\'\' """ ``` r"x" f"{x}"',
  '@/etc/hostname',
  '--data-raw -X DELETE -',
  'line\u2028separator\u2029paragraph\ufeff\u200b',
  '👩‍👩‍👧 🇫🇷 مرحبا עברית \u202eabc\u2066',
  '\'; exit 1; \'"); process.exit(1); ("',
  '</script><!-- --> &amp; &lt;b&gt; *?[a]~',
];

/** Longer than an argument of a command may be. */
const LONG = 'long '.repeat(30_000);

const MODELS = ['a\'b"c\\d $HOME `id` !! ${x}', '-@m/模型:👍\u202e </script>'];

const WAYS = [false, true];

/** The page's own run of each case, and its snippets. */
async function runsOf(app, sandbox, cases) {
  const runs = [];
  for (const values of cases) {
    await sandbox.forget();
    await app.run(values);
    const sent = asked((await sandbox.requests()).at(-1));
    runs.push({ name: JSON.stringify(values).slice(0, 300), sent, shown: await app.reply(), texts: await snippetsOf(app) });
  }
  return runs;
}

/** The text as the page shows it, which writes out invisible characters. */
const onScreen = (text) => text.replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff]/gu,
  (hidden) => `\\u{${hidden.codePointAt(0).toString(16)}}`);

/** Runs the snippets of `runs` with this key, each language beside the others, and compares. */
async function prove(sandbox, runs, env) {
  await sandbox.forget();
  const ids = Object.keys(LANGUAGES);
  // All come to their end, so that none sends into the next test.
  const ended = await Promise.allSettled(ids.map((id) => runAll(id, runs.map(({ texts }) => texts[id]), env)));
  const printed = ended.map(({ reason, value }) => { if (reason) throw reason; return value; });
  const requests = await sandbox.requests();
  for (const [column, id] of ids.entries()) {
    const own = requests.filter(({ headers }) => LANGUAGES[id].agent.test(Object.fromEntries(headers)['user-agent']));
    expect(own.length, `requests of ${id}`).toBe(runs.length);
    for (const [place, { name, sent, shown }] of runs.entries()) {
      expect(asked(own[place]), `${id}: ${name}`).toEqual(sent);
      expect(onScreen(answerIn(id, printed[column][place])), `${id}: ${name}`).toBe(shown);
    }
  }
}

test('snippets send what the page sends, whatever the prompt', async ({ app, sandbox, healthy }) => {
  const runs = await runsOf(app, sandbox, PROMPTS.map((prompt) => ({ ...healthy, prompt, stream: false })));
  await prove(sandbox, runs, { OPENAI_API_KEY: healthy.api_key });
});

test('streamed, they send and print the same', { tag: '@rest' }, async ({ app, sandbox, healthy }) => {
  const runs = await runsOf(app, sandbox, PROMPTS.map((prompt) => ({ ...healthy, prompt, stream: false })));
  for (const run of runs) {
    Object.assign(run.sent.body, { stream: true, stream_options: { include_usage: true } });
    await app.fill({ prompt: run.sent.body.messages[0].content, stream: true });
    run.texts = await snippetsOf(app);
  }
  await prove(sandbox, runs, { OPENAI_API_KEY: healthy.api_key });
});

test('so they do whatever the model is called, however long the prompt is, and whatever ends the lines of a stream', async ({ app, sandbox, healthy }) => {
  const base_url = sandbox.base('model-any');
  const cases = MODELS.flatMap((model) => WAYS.map((stream) => ({ ...healthy, base_url, model, stream })));
  cases.push({ ...healthy, prompt: LONG, stream: false }, { ...healthy, base_url: sandbox.base('stream-crlf'), stream: true });
  const runs = await runsOf(app, sandbox, cases);
  await prove(sandbox, runs, { OPENAI_API_KEY: healthy.api_key });
});

test('without a key snippets send none', async ({ app, sandbox, healthy }) => {
  const cases = WAYS.map((stream) => ({ ...healthy, base_url: sandbox.base('keyless'), api_key: '', stream }));
  const runs = await runsOf(app, sandbox, cases);
  expect(runs[0].sent.authorization).toBeUndefined();
  // A key in the environment is of another gateway, and must not be sent to this one.
  await prove(sandbox, runs, { OPENAI_API_KEY: 'gc-test-other' });
});

test('the variables for bash are exported, the key from the environment or as it is typed', async ({ app, healthy }) => {
  const show = 'set -eu; . /dev/fd/3 3<<<"$SNIPPET"; unset SNIPPET; env | grep OPENAI_ | sort';
  const sourced = async (SNIPPET, env, stdin) => (await run(['bash', '-c', show], { env: { SNIPPET, ...env }, stdin })).printed;
  const key = healthy.api_key;
  for (const [base_url, variable] of [
    [healthy.base_url, 'OPENAI_BASE_URL'],
    ['https://openai-us-east-1-aws.flashback.tech/v1', 'FB_OPENAI_BASE_URL'],
    ['https://evilflashback.tech/$HOME/!!/v1', 'OPENAI_BASE_URL'],
  ]) {
    const both = (value) => [`${variable}=${base_url}`, `OPENAI_API_KEY=${value}`].sort().join('\n');
    await app.fill({ ...healthy, base_url });
    const { 'env-bash': withKey, 'env-powershell': forPowerShell } = await snippetsOf(app);
    expect(await sourced(withKey, { OPENAI_API_KEY: key }, '')).toBe(`${both(key)}\n`);
    expect(await sourced(withKey, {}, `${key}\n`)).toBe(`API key: \n${both(key)}\n`);
    expect(forPowerShell.startsWith(`$env:${variable} = '${base_url}'\n`), forPowerShell).toBe(true);
    await app.fill({ api_key: '' });
    const { 'env-bash': withoutKey } = await snippetsOf(app);
    expect(await sourced(withoutKey, {}, '')).toBe(`${both('none')}\n`);
  }
});
