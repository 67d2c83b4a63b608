import { describe, expect, test } from 'vitest'
import { context } from '../../../src/main/alerts/rules/context.ts'
import type { Model, ServerKind } from '../../../src/shared/server.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import {
  GB,
  known,
  macAt,
  modelOf,
  nothingToCome,
  replayed,
  serverOf,
  t0,
  watching,
} from '../moments.ts'
import { answering, failing } from '../of-sources.ts'

const contextTokens = 8_192
const server = serverOf('s')

const filled = (usedTokens: number, rest: Partial<Model> = {}): Partial<Model> => ({
  contextTokens,
  contextUsedTokens: usedTokens,
  contextRatio: Math.min(1, usedTokens / contextTokens),
  state: 'generating',
  tokensPerSecond: 8,
  ...rest,
})

const at = (atMs: number, model: Partial<Model>, rest: Partial<Snapshot> = {}): Snapshot =>
  macAt(atMs, {
    models: [modelOf('qwen3:8b', 5 * GB, { atMs, ...model })],
    servers: [server],
    sources: answering('servers'),
    ...rest,
  })

const twos = (count: number) => ({ count, everyMs: 2_000 })

describe('a context that is nearly full', () => {
  test('is told while its model works, with the tokens that are left', () => {
    const all = replayed(watching(context), twos(2), (atMs) => at(atMs, filled(7_500)))
    expect(all).toMatchObject([
      [],
      [
        {
          severity: 'notice',
          title: 'The context of qwen3:8b is nearly full',
          sentence:
            'qwen3:8b has used 7500 of the 8192 tokens of its context (92 %): 692 are left, about 1 min at this pace.',
          advice:
            'Begin a new chat or send less, or set a larger num_ctx (OLLAMA_CONTEXT_LENGTH): that takes more memory.',
          figures: { kind: 'tokens', contextTokens, needTokens: 7_500, haveTokens: contextTokens },
          about: { modelId: 'qwen3:8b', serverId: 's' },
        },
      ],
    ])
  })

  test('is a warning when hardly anything is left, and then nothing', () => {
    const after = (used: number) =>
      replayed(watching(context), twos(2), (atMs) =>
        at(atMs, filled(used, { tokensPerSecond: null })),
      ).at(-1)
    expect(after(7_947)).toMatchObject([{ severity: 'warning' }])
    expect(after(7_946)).toMatchObject([{ severity: 'notice' }])
    expect(after(contextTokens)?.[0]?.sentence).toBe(
      'qwen3:8b has used 8192 of the 8192 tokens of its context (100 %): none is left.',
    )
  })

  test('is a warning when it ends within a minute at this pace', () => {
    const at8192 = (tokensPerSecond: number) =>
      replayed(watching(context), twos(2), (atMs) =>
        at(atMs, filled(7_500, { tokensPerSecond })),
      ).at(-1)?.[0]?.severity
    expect([at8192(11), at8192(12)]).toEqual(['notice', 'warning'])
  })

  test('is that of the fullest request, where they are told apart', () => {
    const one = { usedTokens: 7_500, contextTokens, besideCount: 1 }
    const model = filled(9_000, { contextTokens: 4 * contextTokens, fullestRequest: one })
    const [alert] = replayed(watching(context), twos(2), (atMs) => at(atMs, model)).at(-1) ?? []
    // two requests share the pace
    expect(alert?.sentence).toContain('7500 of the 8192 tokens of its context (92 %): 692 are left')
    expect(alert?.sentence).toContain('about 2 min at this pace')
    const little = { ...one, usedTokens: 100 }
    const others = filled(8_100, { fullestRequest: little })
    const all = replayed(watching(context), twos(9), (atMs) => at(atMs, others))
    expect(all.flat()).toEqual([])
  })
})

describe('how long what is left lasts', () => {
  test('has the time left of the forecast where that is about the same tokens', () => {
    const forecastOf = (tokensLeft: number, atMs: number) =>
      known(atMs, {
        ...nothingToCome,
        models: [
          {
            modelId: modelOf('qwen3:8b', 1).id,
            endsWith: 'context' as const,
            tokensLeft,
            msLeft: 130_000,
            bytesPerToken: null,
            mayGrow: null,
          },
        ],
      })
    const sentence = (tokensLeft: number) =>
      replayed(watching(context), twos(2), (atMs) =>
        at(atMs, filled(7_500), { forecast: forecastOf(tokensLeft, atMs) }),
      ).at(-1)?.[0]?.sentence
    expect(sentence(692)).toContain('692 are left, about 2 min at this pace')
    expect(sentence(700)).toContain('692 are left, about 1 min at this pace')
  })
})

describe('no full context', () => {
  test.each([
    ['it is below its line', filled(7_372)],
    ['nobody talks to it', filled(8_000, { state: 'idle', idleSinceMs: t0 })],
    ['it runs elsewhere', filled(8_000, { isRemote: true })],
    ['what is known of it is old', filled(8_000, { isStale: true })],
    ['its size is not told', filled(8_000, { contextTokens: null })],
    [
      'only the fill of a shared pool is told',
      filled(0, { contextUsedTokens: null, contextRatio: 0.99 }),
    ],
    ['it is the sum of slots that do not run at once', filled(9_000)],
  ])('is none where %s', (_, model) => {
    const all = replayed(watching(context), twos(20), (atMs) => at(atMs, model))
    expect(all.flat()).toEqual([])
  })
})

describe('an alert of a full context', () => {
  test('stands while the talk pauses, and is over after a new chat or a long rest', () => {
    const watch = watching(context)
    const [, [first] = []] = replayed(watch, twos(2), (atMs) => at(atMs, filled(7_500)))
    const idle = filled(7_500, { state: 'idle', idleSinceMs: t0 + 4_000 })
    expect(watch.see(at(t0 + 300_000, idle))).toMatchObject([{ id: first?.id, isClearing: false }])
    expect(watch.see(at(t0 + 310_000, filled(20)))).toMatchObject([{ isClearing: true }])
    expect(watch.see(at(t0 + 609_000, filled(20)))).toHaveLength(1)
    expect(watch.see(at(t0 + 610_000, filled(20)))).toEqual([])

    const other = watching(context)
    replayed(other, twos(2), (atMs) => at(atMs, filled(7_500)))
    other.see(at(t0 + 605_000, idle))
    expect(other.see(at(t0 + 634_000, idle))).toMatchObject([{ isClearing: true }])
    expect(other.see(at(t0 + 640_000, idle))).toEqual([])
  })

  test('of two chats that take turns in one slot is one episode', () => {
    const all = replayed(watching(context), twos(400), (atMs, index) =>
      at(atMs, filled(Math.floor(index / 60) % 2 === 0 ? 7_500 : 1_600)),
    )
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
    expect(all.slice(1).every(({ length }) => length === 1)).toBe(true)
  })

  test('is over soon when its model has gone', () => {
    const watch = watching(context)
    replayed(watch, twos(2), (atMs) => at(atMs, filled(7_500)))
    const gone = (atMs: number) => ({ ...at(atMs, filled(0)), models: [] })
    expect(watch.see(gone(t0 + 4_000))).toMatchObject([{ isClearing: true }])
    expect(watch.see(gone(t0 + 33_000))).toHaveLength(1)
    expect(watch.see(gone(t0 + 34_000))).toEqual([])
  })

  test('does not flap at its line', () => {
    const all = replayed(watching(context), twos(60), (atMs, index) =>
      at(atMs, filled(index > 3 && index < 40 ? 7_000 : 7_400)),
    )
    expect(all[39]).toMatchObject([{ isClearing: false }])
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(1)
    expect(all.at(-1)).toMatchObject([{ isClearing: false }])
  })
})

describe('where a server does not answer', () => {
  test('its alert is stale', () => {
    const watch = watching(context)
    replayed(watch, twos(2), (atMs) => at(atMs, filled(7_500)))
    const silent = at(t0 + 4_000, filled(7_500, { isStale: true }))
    expect(watch.see(silent)).toMatchObject([{ isStale: true }])
    const gone = { ...at(t0 + 5_000, filled(0)), models: [], sources: failing('servers') }
    expect(watch.see(gone)).toMatchObject([{ isStale: true }])
  })

  test('that of another is over all the same', () => {
    const watch = watching(context)
    replayed(watch, twos(2), (atMs) => at(atMs, filled(7_500)))
    const other = modelOf('other', 5 * GB, filled(7_500, { isStale: true }))
    const rest = (atMs: number) => ({ models: [modelOf('qwen3:8b', 5 * GB, { atMs }), other] })
    watch.see(at(t0 + 4_000, {}, rest(t0 + 4_000)))
    expect(watch.see(at(t0 + 34_000, {}, rest(t0 + 34_000)))).toEqual([])
  })
})

describe('what is advised', () => {
  test.each([
    ['llama-server', 'start llama-server with a larger -c, or fewer slots (-np)'],
    ['lmstudio', 'load the model with a longer context'],
  ] as const)('has a way out for %s', (kind: ServerKind, way) => {
    const servers = [serverOf('s', { kind })]
    const all = replayed(watching(context), twos(2), (atMs) => at(atMs, filled(7_500), { servers }))
    expect(all.at(-1)?.[0]?.advice).toContain(way)
  })

  test('of a child has the way of its parent: who runs Ollama does not start its llama-server', () => {
    const servers = [
      serverOf('s', { kind: 'llama-server', parentId: serverOf('p').id }),
      serverOf('p', { kind: 'ollama' }),
    ]
    const all = replayed(watching(context), twos(2), (atMs) => at(atMs, filled(7_500), { servers }))
    expect(all.at(-1)?.[0]?.advice).toContain('num_ctx')
  })
})
