import { describe, expect, test } from 'vitest'
import { context } from '../../../src/main/alerts/rules/context.ts'
import type { Finding } from '../../../src/shared/finding.ts'
import type { LogNotice } from '../../../src/shared/log-notice.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { full } from '../../shared/found.ts'
import { GB, macAt, modelOf, replayed, serverOf, t0, watching } from '../moments.ts'

const contextTokens = 8_192
const server = serverOf('s')

const notice = (promptTokens: number, rest: Partial<LogNotice> = {}): LogNotice => ({
  id: 'prompt',
  serverId: server.id,
  model: 'qwen3:8b',
  figures: { kind: 'tokens', promptTokens, contextTokens },
  place: { path: '/tmp/server.log', lineNumber: 9, line: 'x' },
  atMs: t0,
  ...rest,
})
const withNotice = (atMs: number, one: LogNotice): Snapshot =>
  macAt(atMs, { notices: [one], servers: [server] })

describe('a prompt that is longer than its context', () => {
  test('is told at once', () => {
    expect(watching(context).see(withNotice(t0, notice(12_000)))).toMatchObject([
      {
        severity: 'warning',
        title: 'A prompt is too long for qwen3:8b',
        sentence:
          'A prompt has 12000 tokens, and the context of qwen3:8b holds 8192: 3808 too many.',
        figures: { kind: 'tokens', contextTokens, needTokens: 12_000, haveTokens: contextTokens },
        about: { serverId: 's' },
      },
    ])
  })

  test('of which only a part is known says so', () => {
    const figures = { kind: 'tokens', promptTokens: 9_000, contextTokens, isLeast: true } as const
    const [one] = watching(context).see(withNotice(t0, notice(0, { figures, model: null })))
    expect(one?.sentence).toBe(
      'A prompt has at least 9000 tokens, and the context holds 8192: at least 808 too many.',
    )
  })

  test('is none where it just fits, nor where it was long ago', () => {
    expect(watching(context).see(withNotice(t0, notice(8_192)))).toEqual([])
    expect(watching(context).see(withNotice(t0 + 240_000, notice(12_000)))).toEqual([])
  })

  test('stands for ten minutes', () => {
    const watch = watching(context)
    watch.see(withNotice(t0, notice(12_000)))
    expect(watch.see(withNotice(t0 + 599_000, notice(12_000)))).toHaveLength(1)
    expect(watch.see(withNotice(t0 + 601_000, notice(12_000)))).toEqual([])
  })
})

describe('a prompt that is too long, beside what else tells of it', () => {
  test('and its failure are one alert, with the card of the failure', () => {
    const failed: Finding = {
      ...full,
      serverId: server.id,
      lastAtMs: t0,
      facts: { promptTokens: 12_000, contextTokens },
    }
    const both = { ...withNotice(t0, notice(12_000)), findings: [failed] }
    const watch = watching(context)
    const [first] = watch.see(withNotice(t0, notice(12_000)))
    expect(watch.see(both)).toMatchObject([
      {
        id: first?.id,
        severity: 'warning',
        sentence: failed.sentence,
        figures: { needTokens: 12_000, haveTokens: contextTokens },
        about: { findingId: failed.id },
      },
    ])
  })

  test('as a failure has no figures where its prompt alone did not fill the context', () => {
    const failed: Finding = {
      ...full,
      serverId: server.id,
      lastAtMs: t0,
      facts: { promptTokens: 2_000, contextTokens },
    }
    const [one] = watching(context).see({ ...withNotice(t0, notice(1)), findings: [failed] })
    expect(one?.figures).toEqual({ kind: 'none' })
  })

  test('is not said beside the fill of the same server', () => {
    const watch = watching(context)
    const filled = modelOf('qwen3:8b', 5 * GB, {
      contextTokens,
      contextUsedTokens: 8_100,
      state: 'generating',
    })
    const all = replayed(watch, { count: 3, everyMs: 2_000 }, (atMs) => ({
      ...withNotice(atMs, notice(12_000)),
      models: [filled],
    }))
    expect(all.map(({ length }) => length)).toEqual([1, 1, 1])
  })
})
