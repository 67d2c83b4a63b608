import { describe, expect, test } from 'vitest'
import {
  classesIn,
  filteredFindings,
  noFilter,
  programsIn,
  type FindingFilter,
} from '../../../src/renderer/findings/finding-filter.ts'
import { flat, full, killed, refused } from '../../shared/found.ts'
import { ollama } from '../../shared/loaded.ts'
import { nothingKnown } from '../../web/fake-core.ts'

const four = [refused, flat, killed, full]
const snapshot = { ...nothingKnown, servers: [ollama], findings: four }
const say = (text: string): string => text
const found = (filter: Partial<FindingFilter>, findings = four) =>
  filteredFindings(findings, { ...noFilter, ...filter }, { snapshot, say }).map(({ id }) => id)

describe('findings', () => {
  test('are all there where nothing is chosen', () => {
    expect(found({})).toEqual(four.map(({ id }) => id))
  })

  test('are chosen by kind and by program', () => {
    expect(found({ class: 'gpu-flat' })).toEqual([flat.id])
    expect(found({ program: 'Ollama' })).toContain(refused.id)
    expect(found({ program: 'Ollama' })).not.toContain(flat.id)
    expect(found({ class: 'gpu-flat', program: 'Ollama' })).toEqual([])
  })

  test('are found by words of what they say, of a command and of the line of the log, in any order', () => {
    expect(found({ text: 'OLLAMA_KV_CACHE_TYPE' })).toEqual([refused.id])
    expect(found({ text: 'buffer_init failed allocate' })).toEqual([refused.id])
    expect(found({ text: 'nothing says this' })).toEqual([])
  })

  test('are found by what the reader reads', () => {
    const german = (text: string): string => (text === refused.sentence ? 'Metall sagt nein' : text)
    const ids = filteredFindings(
      four,
      { ...noFilter, text: 'metall nein' },
      { snapshot, say: german },
    ).map(({ id }) => id)
    expect(ids).toEqual([refused.id])
  })

  test('offer the kinds and programs that there are, each once', () => {
    const two = [refused, { ...refused, id: killed.id }, full]
    expect(classesIn(two)).toHaveLength(2)
    expect(programsIn([...two, { ...flat, program: null }])).toEqual(
      [...new Set(two.flatMap(({ program }) => program ?? []))].toSorted(),
    )
  })
})
