import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { program, served } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { startChild, tempFolder, until } from '../processes.ts'
import { nodeAs } from '../servers/played-ollama.ts'

/** A word that stands nowhere but in what people said to their models. */
const planted = 'zitronenfalter'

/** As engines and what runs before them write what they were asked; composed from the forms of llama.cpp, Ollama, MLX and vLLM. */
const promptLines = [
  `srv  params_from_: chat format: prompt "tell me of the ${planted} of my doctor"`,
  `slot update_slots: id  0 | task 7 | prompt: '<|user|>tell me of the ${planted}'`,
  `request: {"model":"m","prompt":"my ${planted} hurts","stream":false}`,
  `{"messages":[{"role":"system","content":"keep it"},{"role":"user","content":"the ${planted} is a secret"}]}`,
  `INFO 11-20 12:00:00 logger.py:40] Received request cmpl-1: prompt: 'our ${planted}', params: SamplingParams(n=1)`,
  `$ llama-cli -m m.gguf -p "sing of the ${planted}" -n 5`,
  `> and what of the ${planted}?`,
  `The ${planted} is a butterfly.`,
  `user: ${planted}`,
]

const questions: readonly (readonly [string, unknown])[] = [
  ['doctor', null],
  ['models', null],
  ['acts', null],
  ['limit', null],
  ['blackBox', null],
  ['learnt', null],
  ['logs', null],
  ['preferences', null],
  ['about', null],
  ['ownData', null],
  [
    'history',
    { sinceMs: Date.now() - 3_600_000, untilMs: Date.now() + 3_600_000, mostPoints: 500 },
  ],
  ['relief', { kind: 'room', needBytes: 1e12 }],
]

interface Asking {
  readonly log: string
  ask(name: string, input: unknown): Promise<string>
  get(path: string): Promise<string>
  /** Ends it; what it has said, and the text of all that it keeps. */
  end(): Promise<string>
}

/** A real serve beside a server that was started with a prompt and writes others to its log. */
async function startAsking(): Promise<Asking> {
  const folder = tempFolder()
  const [server, log, config] = ['llama-server', 'llama.log', 'config'].map((name) =>
    join(folder, name),
  )
  if (server === undefined || log === undefined || config === undefined) throw new Error('never')
  nodeAs(server)
  const script = fileURLToPath(new URL('../servers/children/llama-server.ts', import.meta.url))
  const said = ['-p', `be my ${planted}`, `--prompt=${planted}`, '--system-prompt', planted]
  const model = join(folder, 'a.gguf')
  const played = startChild([server, script, '-m', model, '--log-file', log, ...said])
  await played.printed(/^port (\d+)$/m)
  const child = startChild([process.execPath, program, 'serve', '--port', '0', '--log', log], {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: config,
    NODE_OPTIONS: undefined,
  })
  const { port, token } = await served(child)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const get = async (path: string): Promise<string> =>
    (await askServer(port, { path, headers })).body
  await until('its model', async () =>
    (await get('/api/snapshot')).includes('a.gguf') ? true : null,
  )
  appendFileSync(log, `${promptLines.join('\n')}\n`)
  played.kill('SIGUSR2') // a buffer is refused: told behind the prompts
  await until('its finding', async () =>
    (await get('/api/snapshot')).includes('buffer-refused') ||
    /"findings":\[\{/.test(await get('/api/snapshot'))
      ? true
      : null,
  )
  return {
    log,
    get,
    ask: async (name, input) => {
      const body = JSON.stringify({ name, input })
      return (await askServer(port, { path: '/api/request', method: 'POST', headers, body })).body
    },
    end: async () => {
      child.kill('SIGTERM')
      await child.ended
      return [child.stdout(), child.stderr(), ...textsBelow(config)].join('\n')
    },
  }
}

const textsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))

/** With what stands around it. */
const plantedIn = (text: string): string | null => {
  const at = text.indexOf(planted)
  return at === -1 ? null : text.slice(Math.max(0, at - 100), at + 40)
}

test('what people say to their models is neither served to a reader nor kept', async () => {
  const { log, ask, get, end } = await startAsking()
  for (const path of ['/api/snapshot', '/metrics', '/'])
    expect([path, plantedIn(await get(path))]).toEqual([path, null])
  for (const [name, input] of questions) {
    const answer = await ask(name, input)
    expect([name, plantedIn(answer), answer.slice(0, 12)]).toEqual([name, null, '{"kind":"ok"'])
  }
  const lines = await ask('logLines', { path: log, after: null, showsPrompts: false })
  expect(lines).toContain('load_tensors')
  expect(plantedIn(lines)).toBe(null)
  const forbidden: readonly (readonly [string, unknown])[] = [
    ['logLines', { path: log, after: null, showsPrompts: true }],
    ['report', null],
    ['exportData', null],
  ]
  for (const [name, input] of forbidden)
    expect(await ask(name, input)).toMatch(/^{"kind":"refused"/)
  const kept = await end()
  expect(kept).toContain('a.gguf')
  expect(plantedIn(kept)).toBe(null)
})
