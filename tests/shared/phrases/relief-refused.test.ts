import { expect, test } from 'vitest'
import type { Ladder } from '../../../src/main/core/quit-ladder.ts'
import type { App } from '../../../src/shared/app.ts'
import { appId, modelId } from '../../../src/shared/ids.ts'
import type { FakeKind } from '../../servers/answering.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'
import { fakeOllama } from '../../servers/kinds/ollama.ts'
import { fakeKobold } from '../../servers/kinds/others.ts'
import { serverWith } from '../../servers/unloading.ts'
import { muchKnown } from '../../web/fake-core.ts'
import { unknownOf } from './books.ts'

const generate = 'POST /api/generate'
const name = 'qwen3:4b'
const ollama = (refuses?: string): FakeKind =>
  fakeOllama([{ name, bytes: 6e9 }], refuses === undefined ? {} : { refuses })

/** What was said, or why nothing was done. */
const saidOf = (act: Promise<{ readonly sentence: string }>): Promise<string> =>
  act.then(
    ({ sentence }) => sentence,
    (refusal: unknown) => (refusal instanceof Error ? refusal.message : 'nothing'),
  )

/** Of a server that answers this request with nothing but a status, and whose mark changes when it is looked at again. */
const badly: FakeKind = {
  ...ollama(),
  answer: (request) =>
    request.route === generate ? { status: 502, body: '' } : ollama().answer(request),
}
function another(): FakeKind {
  const counted = { marks: 0 }
  return {
    answer: (request) => {
      if (request.route !== 'GET /') return ollama().answer(request)
      counted.marks++
      return counted.marks > 1 ? { body: '<html></html>' } : ollama().answer(request)
    },
  }
}

test('why a server does not let a model go is known in every language', async () => {
  const unload = async (kind: FakeKind, given: Parameters<typeof serverWith>[1], model = name) =>
    saidOf((await serverWith(kind, given)).unload(model))
  const gone = await serverWith(ollama())
  const [model] = (await gone.tick(0)).models
  gone.run({ ...gone.running, startedAtMs: 5 })
  const koboldcpp = { command: 'koboldcpp --model /m/t.gguf' }
  const texts = [
    await unload(ollama('the scheduler is stuck'), { acts: [generate] }),
    await unload(badly, { acts: [generate] }),
    await unload(another(), {}),
    await unload(ollama(), { mode: 'replay' }),
    await unload(ollama(), { acts: [generate] }),
    await unload(fakeKobold('t', false), koboldcpp, 'koboldcpp/t'),
    await saidOf(gone.unloadId(model?.id ?? modelId(''))),
  ]
  expect(new Set(texts).size).toBe(7)
  expect(unknownOf(texts)).toEqual([])
})

const bundle = '/Applications/Loom.app'

/** A server that holds its model for as long as it runs, and is a part of this app. */
async function endingWith(
  app: Partial<App> | null,
  ends: 'ends' | 'stays' | 'refuses' | 'comes back',
  executable = `${bundle}/Contents/MacOS/llama-server`,
) {
  const apps: App[] = []
  const left = { end: () => undefined as void }
  const request = 'SIGTERM to llama-server (100)'
  const ladder: Partial<Ladder> = {
    checkQuit: async () =>
      ends === 'refuses'
        ? { kind: 'refused', reason: 'Headroom has started llama-server (100) itself' }
        : { kind: 'ok', request },
    askToQuit: async (_, { processes }) => {
      if (ends === 'stays')
        return { kind: 'still-open', request, tookMs: 9, isGui: false, left: processes, note: null }
      left.end()
      return { kind: 'ended', request, tookMs: 5, traces: [] }
    },
    forceToQuit: async () => {
      left.end()
      return { kind: 'ended', request, tookMs: 5, traces: [] }
    },
    watchReturn: async () => (ends === 'comes back' ? 'systemd' : null),
    reopenPlan: () => ({ kind: 'type', commandLine: null }),
  }
  const kind = fakeLlama({ name: 'a', path: '/m/a.gguf', slots: [{ usedTokens: 9 }] })
  const server = await serverWith(kind, { command: 'llama-server -m /m/a.gguf', apps, ladder })
  left.end = () => server.run()
  server.run({ ...server.running, executable })
  await server.tick(0)
  const [any] = muchKnown.apps
  const [held] = server.watch.held()
  if (any === undefined || held === undefined) throw new Error('the server holds a model')
  const { pid, startedAtMs } = held.joined.holder.found.root
  const processes = any.processes.map((one) => ({ ...one, pid, startedAtMs }))
  if (app !== null) apps.push({ ...any, id: appId(bundle), name: 'Loom', processes, ...app })
  return { server, unload: (further = {}) => server.unload('a', { isConfirmed: true, ...further }) }
}

test('what comes of ending the server of a model is known, and why it is not ended', async () => {
  const plain = '/opt/bin/llama-server'
  const none = { kind: 'none', reason: 'the session of its user ends with it' } as const
  const stop = { kind: 'none', reason: 'stop it with Docker: docker stop 3f2a91c0b7de' } as const
  const asked: readonly Parameters<typeof endingWith>[] = [
    [{ bundleId: 'com.loom', quit: none }, 'ends'],
    [{ bundleId: null }, 'ends'],
    [null, 'ends'],
    [{ kind: 'container', quit: stop }, 'ends'],
    [{ kind: 'container' }, 'ends'],
    [null, 'ends', plain],
    [null, 'stays', plain],
    [null, 'refuses', plain],
  ]
  const texts: string[] = []
  // one at a time: each is a server that has to answer in time
  for (const given of asked) texts.push(await saidOf((await endingWith(...given)).unload()))
  const back = await endingWith(null, 'comes back', plain)
  const { sentence, help } = await back.server.settled(await back.unload())
  const stays = await endingWith(null, 'stays', plain)
  const forced = await stays.unload({ forceAfter: (await stays.unload()).id })
  const said = [...texts, sentence, ...(help === null ? [] : [help]), forced.sentence]
  expect(new Set(said).size).toBeGreaterThan(9)
  expect(unknownOf(said)).toEqual([])
})
