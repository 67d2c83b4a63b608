import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  createNewFindingLines,
  findingLines,
  newestFindingText,
} from '../../src/main/cli/finding-lines.ts'
import { createTickText, statusText, tickText } from '../../src/main/cli/status-text.ts'
import { findingId } from '../../src/shared/ids.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { five, flat, full, killed, refused } from '../shared/found.ts'
import { atMs, gemma, llamaServer, ollama } from '../shared/loaded.ts'
import { nothingKnown } from '../web/fake-core.ts'

const withFindings = (findings: Snapshot['findings']): Snapshot => ({
  ...nothingKnown,
  atMs,
  servers: [ollama, llamaServer],
  models: [gemma],
  findings,
})

describe('the findings in a terminal', () => {
  test('stand on a line each, with what to try first and its command', () => {
    expect(findingLines(withFindings([refused, flat, killed]))).toEqual([
      '! The GPU refused memory (Ollama · 3 times, last 5 min ago): Metal refused one buffer of 12.9 GB: ' +
        'with the 17.4 GB of the model that is past the limit of 22.9 GB · try first: Ask for a context of 16384 tokens: ' +
        'launchctl setenv OLLAMA_CONTEXT_LENGTH 16384; osascript -e \'quit app "Ollama"\'',
      '! It generates, and the GPU does nothing (llama.cpp, llama-server · for 20 s): Qwen3-8B-Q4_K_M.gguf has ' +
        'generated for 20 s while the GPU was busy for 1 % · try first: Start llama-server without -ngl 0',
      '! The process was killed: The process was ended by SIGKILL; by whom is not told · try first: ' +
        'Look for a report of that time: headroom doctor',
    ])
  })

  test('have no full stop before what follows, and nothing to try where nothing is known to help', () => {
    const lines = findingLines(withFindings([{ ...killed, sentence: 'It ended.', fixes: [] }]))
    expect(lines).toEqual(['! The process was killed: It ended'])
  })

  test('are listed up to a bound', () => {
    const many = Array.from({ length: 15 }, (_, index) => ({ ...full, id: findingId(`${index}`) }))
    const lines = findingLines(withFindings(many))
    expect([lines.length, lines.at(-1)]).toEqual([13, '3 more'])
  })

  test('stand above the models in the status, and are nothing where there is nothing', () => {
    const lines = stripVTControlCharacters(statusText(withFindings([full]))).split('\n')
    const at = lines.indexOf('findings')
    expect(lines[at + 1]).toMatch(/^! The context is full \(llama.cpp, llama-server · 4 s ago\): /)
    expect(lines.indexOf('models')).toBe(at + 3)
    expect(statusText(withFindings([]))).not.toContain('findings')
  })
})

describe('the findings in watch', () => {
  test('are named in every line by the newest of them', () => {
    expect(newestFindingText(withFindings(five))).toBe(
      '! The GPU refused memory (Ollama) and 4 more',
    )
    expect(newestFindingText(withFindings([killed]))).toBe('! The process was killed')
    expect(newestFindingText(withFindings([]))).toBeNull()
    expect(tickText(withFindings([refused]))).toContain(' · ! The GPU refused memory (Ollama) · ')
  })

  test('have a line of their own once, and again when they have gone and come back', () => {
    const newLines = createNewFindingLines()
    const countIn = (findings: Snapshot['findings']) => newLines(withFindings(findings)).length
    expect(countIn([refused])).toBe(1)
    expect(countIn([{ ...refused, count: 4 }])).toBe(0)
    expect(countIn([full, refused])).toBe(1)
    expect(countIn([full])).toBe(0)
    expect(countIn([full, refused])).toBe(1)
  })

  test('follow the line of their tick', () => {
    const textOf = createTickText()
    const [tick, finding] = textOf(withFindings([full])).split('\n')
    expect(tick).toContain('! The context is full (llama.cpp)')
    expect(finding).toMatch(
      /^\d\d:\d\d:\d\d ! The context is full \(llama.cpp, llama-server · 4 s ago\): /,
    )
    expect(textOf(withFindings([full])).split('\n')).toHaveLength(1)
  })
})
