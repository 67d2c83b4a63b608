import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../../src/main/inference/logs/message-form.ts'
import { ownEvent, ownLine } from '../../../src/main/inference/logs/own-text.ts'

describe('what is kept of a line', () => {
  test('is the same line, whatever it is written in', () => {
    const line = { text: 'modèle 模型 🦙', printed: '[1] modèle 模型 🦙', number: 7, port: 8_080 }
    expect(ownLine(line)).toEqual(line)
  })

  test('is the same event, with or without a path', () => {
    const events: readonly LogEvent[] = [
      { kind: 'load', modelPath: '/models/Modèle 8B.gguf', port: 1 },
      { kind: 'load', modelPath: null, port: null },
      { kind: 'facts', facts: { modelPath: '/models/m.gguf', contextTokens: 8 } },
      { kind: 'facts', facts: { contextTokens: 8 } },
      { kind: 'loaded' },
    ]
    expect(events.map(ownEvent)).toEqual(events)
  })
})
