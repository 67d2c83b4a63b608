import { describe, expect, test } from 'vitest'
import { startFake } from '../servers/fake-server.ts'
import { fakeLlama } from '../servers/kinds/llama-server.ts'
import { fakeLlamaSwap } from '../servers/kinds/others.ts'
import { serverWith, type ServerGiven } from '../servers/unloading.ts'

const slots = (isProcessing: boolean) => ({ slots: [{ usedTokens: 9, isProcessing }] })

/** llama-swap ends a model's server at once, and cuts off its answer. */
async function swap(isBusy: boolean) {
  const kind = fakeLlama({ name: 'b', path: '/models/b.gguf', ...slots(isBusy) })
  const child = await startFake(kind)
  const given: ServerGiven = { command: 'llama-swap', acts: ['POST /api/models/unload/b'] }
  const server = await serverWith(fakeLlamaSwap('b', child.port), given)
  const command = `llama-server -m /models/b.gguf --port ${child.port}`
  const runner = { pid: 101, parentPid: 100, command, ports: [child.port], bytes: 5e9 }
  server.run(server.running, runner)
  return { ...server, runner, kind }
}

describe('a yes to what unloading costs', () => {
  test('is for what was said, and by it the model goes', async () => {
    const { unload, sent } = await swap(true)
    const question = await unload('b')
    expect(question).toMatchObject({
      outcome: 'unconfirmed',
      id: expect.any(String),
      sentence: 'Unload b? It is at work: its server is ended at once: its answer is cut off.',
    })
    expect(sent()).toEqual([])
    expect(await unload('b', { answers: [question.id ?? ''] })).toMatchObject({ outcome: 'done' })
  })

  test('is not for a server that was started since', async () => {
    const { unload, sent, run, running, runner } = await swap(true)
    const { id } = await unload('b')
    run(running, { ...runner, pid: 102 })
    expect(await unload('b', { answers: [id ?? ''] })).toMatchObject({ outcome: 'unconfirmed' })
    expect(sent()).toEqual([])
  })
})

describe('a yes to the end of a server', () => {
  test('given while its model idled is not for the answer that it writes by now', async () => {
    const kind = fakeLlama({ name: 'a', path: '/m/a.gguf', ...slots(false) })
    const called: string[] = []
    const { unload, ...world } = await serverWith(kind, {
      command: 'llama-server -m /m/a.gguf',
      ladder: {
        checkQuit: async () => ({ kind: 'ok', request: 'SIGTERM' }),
        askToQuit: async (_, target) => {
          called.push(target.name)
          world.run()
          return { kind: 'ended', request: 'SIGTERM', tookMs: 5, traces: [] }
        },
        watchReturn: async () => null,
      },
    })
    const first = await unload('a')
    expect(first.sentence).not.toContain('at work')
    kind.become(slots(true))
    const second = await unload('a', { answers: [first.id ?? ''] })
    expect(second).toMatchObject({
      outcome: 'unconfirmed',
      sentence: expect.stringContaining(' by hand. a is at work: its answer is cut off.'),
    })
    expect(called).toEqual([])
    expect(await unload('a', { answers: [second.id ?? ''] })).toMatchObject({ outcome: 'done' })
    expect(called).toEqual(['llama-server'])
  })
})
