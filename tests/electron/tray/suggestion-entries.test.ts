import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggestionEntries } from '../../../src/main/electron/tray/suggestion-entries.ts'
import type { MenuEntry } from '../../../src/main/electron/tray/menu-entry.ts'
import type { ReliefCandidate, Suggestion } from '../../../src/shared/relief.ts'
import { sdxl, slack, suggestionOf } from '../../shared/relieving.ts'
import { keptActOf } from '../../shared/act-of.ts'
import { menuWith, textsOf } from './menu-with.ts'
import { badLabelsIn, hostileNames } from './menu-labels.ts'

const entriesOf = (...steps: readonly ReliefCandidate[]): readonly MenuEntry[] =>
  suggestionEntries({ mode: 'live', suggestion: suggestionOf(...steps) })

describe('the one suggestion in the menu', () => {
  test('is its sentence, and an entry that does it at once where nothing can be lost', () => {
    expect(entriesOf(sdxl)).toEqual([
      { kind: 'line' },
      {
        kind: 'text',
        label: 'To load qwen3:30b 3.6 GB are missing: unload sdxl (4.1 GB, idle 12 min)',
      },
      {
        kind: 'act',
        label: 'Unload sdxl (4.1 GB)',
        act: {
          kind: 'relieve',
          steps: [{ kind: 'unload', modelId: sdxl.modelId }],
          until: null, // a load eats the room meanwhile
        },
      },
    ])
  })

  test('opens the window and begins it there where one of its steps is to be confirmed', () => {
    expect(entriesOf(slack).at(-1)).toEqual({
      kind: 'act',
      label: 'Quit Slack (up to 1.2 GB)…',
      act: { kind: 'begin', begins: { kind: 'suggested' } },
    })
    expect(entriesOf(sdxl, slack).at(-1)).toEqual({
      kind: 'act',
      label: 'Unload and quit (up to 5.3 GB)…',
      act: { kind: 'begin', begins: { kind: 'suggested' } },
    })
  })

  test('does all of several safe steps with one click, in their order', () => {
    const helper = { ...slack, isSafe: true, risk: null }
    expect(entriesOf(sdxl, helper).at(-1)).toMatchObject({
      label: 'Unload and quit (up to 5.3 GB)',
      act: {
        kind: 'relieve',
        steps: [
          { kind: 'unload', modelId: sdxl.modelId },
          { kind: 'quit', appId: slack.appId },
        ],
      },
    })
  })

  test('is not there where nothing is suggested, and does nothing in a recording', () => {
    expect(suggestionEntries({ mode: 'live', suggestion: null })).toEqual([])
    const recorded = suggestionEntries({ mode: 'replay', suggestion: suggestionOf(sdxl) })
    expect(recorded.map(({ kind }) => kind)).toEqual(['line', 'text'])
    expect(entriesOf().map(({ kind }) => kind)).toEqual(['line', 'text'])
  })
})

test('the one suggestion goes on until the room is there where no load takes it meanwhile', () => {
  const { relief } = suggestionOf(sdxl)
  const suggestion: Suggestion = { cause: { kind: 'room' }, relief }
  expect(suggestionEntries({ mode: 'live', suggestion }).at(-1)).toMatchObject({
    act: { until: relief.want },
  })
})

test('what Headroom has done by itself stands in one line above it', () => {
  const acted = keptActOf({ returnedBytes: 600e6 })
  const said = textsOf(menuWith({ acted, suggestion: suggestionOf(sdxl) }))
  expect(said[1]).toMatch(/^Headroom unloaded .* by itself/)
  expect(textsOf(menuWith({})).join()).not.toContain('by itself')
})

test('names of any length and kind neither widen the menu nor break its lines', () => {
  fc.assert(
    fc.property(hostileNames, fc.boolean(), (name, isSafe) => {
      const suggestion = suggestionOf({ ...slack, name, isSafe })
      const relief = { ...suggestion.relief, sentence: `Quit ${name}` }
      const entries = suggestionEntries({ mode: 'live', suggestion: { ...suggestion, relief } })
      expect(badLabelsIn(entries)).toEqual([])
    }),
  )
})
