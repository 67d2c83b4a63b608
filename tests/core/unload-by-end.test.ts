import { describe, expect, test } from 'vitest'
import type { QuitEnd, QuitTarget } from '../../src/main/apps/quit/target.ts'
import type { Ladder } from '../../src/main/core/quit-ladder.ts'
import type { FakeKind } from '../servers/answering.ts'
import { fakeLlama } from '../servers/kinds/llama-server.ts'
import { fakeOllama } from '../servers/kinds/ollama.ts'
import { fakeMlxLm } from '../servers/kinds/python-servers.ts'
import { serverWith, type ServerGiven } from '../servers/unloading.ts'

const requestOf = (how: string, { processes }: QuitTarget): string =>
  `${how} to ${processes.map(({ pid }) => pid).join(' ')}`

/** A ladder on which the processes end as the test says, and which only notes. */
async function endingWith(
  kind: FakeKind,
  given: ServerGiven,
  end: 'ends' | 'stays' | 'comes back',
) {
  const called: string[] = []
  const world: { end: () => void } = { end: () => undefined }
  const ended = (how: string, target: QuitTarget): QuitEnd => {
    world.end()
    return { kind: 'ended', request: requestOf(how, target), tookMs: 5, traces: [] }
  }
  const ladder: Partial<Ladder> = {
    checkQuit: async (_, target) => ({ kind: 'ok', request: requestOf('SIGTERM', target) }),
    askToQuit: async (_, target) => {
      called.push(`ask ${target.processes[0]?.pid}`)
      if (end !== 'stays') return ended('SIGTERM', target)
      const request = requestOf('SIGTERM', target)
      const left = target.processes
      return { kind: 'still-open', request, tookMs: 9, isGui: false, left, note: null }
    },
    forceToQuit: async (_, target) => {
      called.push(`force ${target.processes[0]?.pid}`)
      return ended('SIGKILL', target)
    },
    watchReturn: async () => (end === 'comes back' ? 'systemd' : null),
    reopenPlan: () => ({ kind: 'type', commandLine: null }),
  }
  const server = await serverWith(kind, { ...given, ladder })
  world.end = () => server.run()
  return { ...server, called }
}

const llama = (isProcessing = false): FakeKind =>
  fakeLlama({ name: 'a', path: '/m/a.gguf', slots: [{ usedTokens: 9, isProcessing }] })
const command = 'llama-server -m /m/a.gguf'

describe('a model whose server does nothing else', () => {
  test('is unloaded by quitting that server, with the memory proved', async () => {
    const { unload, called, sent } = await endingWith(llama(), { command }, 'ends')
    expect(await unload('a', { isConfirmed: true })).toMatchObject({
      act: 'unload',
      outcome: 'done',
      server: 'llama-server',
      request: 'SIGTERM to 100',
      returnedBytes: 7e9,
      sentence: 'a is unloaded: llama-server has quit, 7.0 GB came back (7.0 GB expected)',
    })
    expect([called, sent()]).toEqual([['ask 100'], []])
  })

  test('is never unloaded without a word that its end is known', async () => {
    const { unload, called } = await endingWith(llama(), { command }, 'ends')
    expect(await unload('a')).toMatchObject({
      outcome: 'unconfirmed',
      id: expect.any(String),
      sentence: 'Quit llama-server to unload a? It may have to be started again by hand.',
    })
    expect(called).toEqual([])
  })

  test('which is at work says what is lost', async () => {
    const { unload, called } = await endingWith(llama(true), { command }, 'ends')
    expect(await unload('a', { isDryRun: true })).toMatchObject({
      outcome: 'planned',
      request: 'SIGTERM to 100',
      sentence: expect.stringContaining('; a is at work: its answer is cut off'),
    })
    expect(called).toEqual([])
  })

  test('is ended as MLX LM is', async () => {
    const given = { command: 'python3 -m mlx_lm server --model org/m' }
    const { unload, called } = await endingWith(fakeMlxLm(), given, 'ends')
    expect(await unload('org/m', { isConfirmed: true })).toMatchObject({ outcome: 'done' })
    expect(called).toEqual(['ask 100'])
  })
})

describe('a server that does not end', () => {
  test('is still open; by force it ends, after its own confirmation', async () => {
    const { unload, called } = await endingWith(llama(), { command }, 'stays')
    const first = await unload('a', { isConfirmed: true })
    expect(first).toMatchObject({
      outcome: 'still-open',
      sentence: 'llama-server has not ended yet',
      offers: ['force'],
    })
    expect(await unload('a', { isConfirmed: true })).toMatchObject({ outcome: 'still-open' })
    expect(called).toEqual(['ask 100', 'ask 100'])
    expect(await unload('a', { forceAfter: first.id })).toMatchObject({
      outcome: 'done',
      isForced: true,
      request: 'SIGKILL to 100',
      sentence: 'a is unloaded: llama-server was ended, 7.0 GB came back (7.0 GB expected)',
    })
    expect(called.at(-1)).toBe('force 100')
  })
})

const generate = 'POST /api/generate'
const keeping = (
  end: 'ends' | 'comes back' = 'ends',
): Promise<Awaited<ReturnType<typeof endingWith>>> =>
  endingWith(
    fakeOllama([{ name: 'qwen3:4b', bytes: 6e9 }], { keeps: true }),
    { acts: [generate], bytesAfter: 7e9 },
    end,
  )

describe('a server that was asked by a request in vain', () => {
  test('is asked to end on the next rung, and not before somebody has said so', async () => {
    const { unload, called } = await keeping()
    const held = await unload('qwen3:4b')
    expect(held).toMatchObject({ outcome: 'held', offers: ['force'] })
    expect(called).toEqual([])
    expect(await unload('qwen3:4b', { forceAfter: held.id })).toMatchObject({
      outcome: 'done',
      isForced: false,
      sentence: 'qwen3:4b is unloaded: Ollama has quit, 6.0 GB came back (6.0 GB expected)',
    })
    expect(called).toEqual(['ask 100'])
  })

  test('is not ended with others that nobody spoke of', async () => {
    const kind = fakeOllama(
      [
        { name: 'qwen3:4b', bytes: 6e9 },
        { name: 'gemma3', bytes: 1e9 },
      ],
      { keeps: true },
    )
    const { unload, called } = await endingWith(kind, { acts: [generate], bytesAfter: 7e9 }, 'ends')
    const { id: forceAfter } = await unload('qwen3:4b')
    expect(await unload('qwen3:4b', { forceAfter })).toMatchObject({
      outcome: 'unconfirmed',
      takesAll: true,
      sentence: expect.stringContaining(' This unloads gemma3 too.'),
    })
    expect(called).toEqual([])
    expect(await unload('qwen3:4b', { forceAfter, isConfirmed: true })).toMatchObject({
      outcome: 'done',
    })
  })
})

describe('a server that is started again at once', () => {
  test('has its model again where it holds one as long as it runs: nothing came back', async () => {
    const { unload, settled } = await endingWith(llama(), { command }, 'comes back')
    expect(await settled(await unload('a', { isConfirmed: true }))).toMatchObject({
      outcome: 'kept-alive',
      sentence: 'llama-server is back: kept alive by systemd (a service); nothing came back',
      returnedBytes: 0,
    })
  })

  test('and loads when it is asked to runs without it', async () => {
    const { unload, settled } = await keeping('comes back')
    const { id: forceAfter } = await unload('qwen3:4b')
    expect(await settled(await unload('qwen3:4b', { forceAfter }))).toMatchObject({
      outcome: 'kept-alive',
      sentence: 'Ollama is back: kept alive by systemd (a service)',
      returnedBytes: 6e9,
    })
  })
})

describe('the next rung', () => {
  test('is not reached by the id of an act of another Headroom', async () => {
    const { unload, called } = await keeping()
    const other = await keeping()
    const { id: forceAfter } = await other.unload('qwen3:4b')
    await expect(unload('qwen3:4b', { forceAfter })).rejects.toThrow('no such act')
    expect(called).toEqual([])
  })

  test('is none where what held the model has ended since', async () => {
    const { unload, unloadId, run, running, called } = await keeping()
    const { id: forceAfter, modelId } = await unload('qwen3:4b')
    run({ ...running, startedAtMs: 5 })
    await expect(
      unloadId(modelId ?? unreachable(), { forceAfter, isConfirmed: true }),
    ).rejects.toThrow('what held qwen3:4b has ended meanwhile')
    expect(called).toEqual([])
  })
})

function unreachable(): never {
  throw new Error('an unload names its model')
}
