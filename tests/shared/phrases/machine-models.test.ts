import { describe, expect, test } from 'vitest'
import { identify } from '../../../src/main/inference/watch/identify-server.ts'
import { wantsKey } from '../../../src/main/inference/watch/server-trouble.ts'
import { serverKinds } from '../../../src/main/inference/kinds.ts'
import { pid, serverId } from '../../../src/shared/ids.ts'
import { shownModel } from '../../../src/shared/model-text.ts'
import { serverAtPort, serverText } from '../../../src/shared/server-text.ts'
import type { Model, Server, ServerState, SizeOrigin } from '../../../src/shared/server.ts'
import { foundOf, running } from '../../inference/server-told.ts'
import { askerOf, type Reply } from '../../world.ts'
import { atMs, gemma, ollama } from '../loaded.ts'
import { every } from './alert-moments.ts'
import { unknownOf } from './books.ts'

/** Why its server cannot be asked to let a model go. */
const reasons = serverKinds.flatMap(({ unload }): readonly string[] => {
  switch (unload.kind) {
    case 'none':
      return [unload.reason]
    case 'request':
      return [unload.otherwise]
    case 'quit':
      return []
  }
})

const second: Server = { ...ollama, id: serverId('second'), port: 11_435 }

/** All that is said of a model, but names. */
function wordsOfModel(change: Partial<Model>, servers: readonly Server[] = [ollama]) {
  const { size, context, state, expiry, notes } = shownModel(
    { ...gemma, ...change },
    { servers, atMs },
  )
  return [
    ...(size === null ? [] : [size.brief, size.origin]),
    ...(context === null ? [] : [context.text, context.exact]),
    ...(expiry === null ? [] : [expiry]),
    state,
    ...notes,
  ]
}

describe('of a model, every language has', () => {
  const origins: readonly SizeOrigin[] = ['reported', 'log', 'argv', 'estimated', 'process']
  const { memory } = gemma

  test('its size, and who says so', () => {
    const sizes = origins.flatMap((origin) => {
      const bytes = { bytes: 9e9, origin }
      return [
        { ...memory, total: bytes },
        { ...memory, total: null, weights: bytes },
      ]
    })
    const texts = sizes.flatMap((one) => [
      ...wordsOfModel({ memory: one }),
      ...wordsOfModel({ memory: one }, []),
    ])
    expect(new Set(texts).size).toBeGreaterThan(16)
    expect(unknownOf(texts)).toEqual([])
  })

  test('its context', () => {
    const texts = every([8_192, null], [2_134, null], (contextTokens, contextUsedTokens) =>
      [0.34, null].flatMap((contextRatio) =>
        wordsOfModel({ contextTokens, contextUsedTokens, contextRatio }),
      ),
    ).flat()
    expect(unknownOf(texts)).toEqual([])
  })

  test('what it does, and what else to know of it', () => {
    const states = ['generating', 'idle', 'loaded', 'loading', 'sleeping', 'unloading'] as const
    const texts = [
      ...states.flatMap((state) => wordsOfModel({ state, idleSinceMs: atMs - 240_000 })),
      ...wordsOfModel({ state: 'idle', idleSinceMs: null }),
      ...every([41, null], [2, 0], (tokensPerSecond, queueLength) =>
        wordsOfModel({ state: 'generating', tokensPerSecond, queueLength }),
      ).flat(),
      ...wordsOfModel({ isStale: true, atMs: atMs - 40_000, sharesFile: true }),
      ...wordsOfModel({ isRemote: true }),
      ...[[ollama], [ollama, second], []].flatMap((servers) =>
        wordsOfModel({ eject: { kind: 'quit' } }, servers),
      ),
    ]
    expect(unknownOf(texts)).toEqual([])
    expect(unknownOf([shownModel(gemma, { servers: [], atMs }).server])).toEqual([])
  })

  test('why it cannot be unloaded from here', () => {
    const texts = reasons.flatMap((reason) => wordsOfModel({ eject: { kind: 'none', reason } }))
    expect(reasons.length).toBeGreaterThan(12)
    expect(unknownOf(texts)).toEqual([])
  })
})

describe('of a server without a model, every language has', () => {
  const http = (status: number, body: string): Reply =>
    JSON.stringify({ status, contentType: 'text/plain', server: '', body })
  const replies: readonly Reply[] = [
    http(200, 'It works!'),
    http(401, ''),
    'no answer of HTTP',
    { kind: 'absent', reason: 'nothing listens on 127.0.0.1:11434' },
    { kind: 'failed', reason: 'no answer within 2 s' },
  ]

  test('why it cannot be asked', async () => {
    const nowMs = 1_000_000
    const askedAt = async (command: string, ports: readonly number[], reply: Reply) => {
      const asker = askerOf(
        new Map(ports.map((port) => [`http GET http://127.0.0.1:${port}/`, reply])),
      )
      const told = [1_000, nowMs].map((startedAtMs) =>
        identify(
          foundOf(running(command, { startedAtMs })),
          ports.map((port) => ({ host: '127.0.0.1', port, pid: pid(100) })),
          { asker, apiKey: null, nowMs },
        ),
      )
      return (await Promise.all(told)).flatMap((one) => (one.kind === 'none' ? [one] : []))
    }
    const troubles = [
      wantsKey,
      ...(await askedAt('ollama serve', [], '')),
      ...(await askedAt('python -m mlx_lm lora', [], '')),
      ...(
        await Promise.all(replies.map((reply) => askedAt('ollama serve', [11_434], reply)))
      ).flat(),
    ]
    const texts = troubles.flatMap(({ state, reason }) => saidOf(state, reason))
    expect(texts.length).toBeGreaterThan(16)
    expect(unknownOf(texts)).toEqual([])
  })

  test('in which state it is', () => {
    const states: readonly ServerState[] = ['ready', 'starting', 'closed', 'silent', 'unasked']
    const texts = states.flatMap((state) => saidOf(state, null))
    const untold = serverText({ ...ollama, tellsModels: false })
    expect(unknownOf([...texts, untold, serverAtPort(ollama)])).toEqual([])
  })

  /** Alone, and beside another of its name. */
  const saidOf = (state: ServerState, stateReason: string | null): readonly string[] => {
    const server = { ...ollama, state, stateReason }
    return [serverText(server), serverText(server, [server, second])]
  }
})
