import { describe, expect, test } from 'vitest'
import { doctorText } from '../../src/main/cli/doctor.ts'
import { listedOf, settingsIn } from '../../src/main/settings/settings-lines.ts'
import type { Doctor } from '../../src/shared/doctor.ts'
import { nothingKnown } from '../web/fake-core.ts'

const { atMs, machine, limit } = nothingKnown
const found: Doctor = {
  schema: 'headroom/doctor/1',
  atMs,
  machine,
  limit,
  findings: [],
  sources: [],
  abilities: [],
  settings: { file: null, lines: [], serverKeys: [] },
}

const path = `/Users/somebody/Library/${'Application Support/'.repeat(6)}settings.json`
const findings = [
  `${path}: relief.neverSuggest is no list of names, and not used`,
  `${path}: relief.unloadIdleAfterMinutes is "20", not a number from 1 to 1440: it is off`,
]

const markedIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('! '))

describe('what doctor finds to be mended', () => {
  test('is a line each, and never cut', () => {
    const text = doctorText({ ...found, findings }, Number.POSITIVE_INFINITY)
    expect(markedIn(text)).toEqual(findings.map((finding) => `! ${finding}`))
  })

  test('is wrapped between words, as wide as the terminal', () => {
    const lines = doctorText({ ...found, findings }, 60).split('\n')
    const first = lines.findIndex((line) => line.startsWith('! '))
    const wrapped = lines.slice(first, lines.indexOf(''))
    for (const line of wrapped) {
      expect(line.length).toBeLessThanOrEqual(60)
      expect(line).toMatch(/^[! ] \S/)
    }
    const whole = wrapped.map((line) => line.replace(/^ +/, '')).join(' ')
    expect(whole).toBe(findings.map((finding) => `! ${finding}`).join(' '))
  })

  test('has its word in one piece, however narrow the terminal', () => {
    const text = doctorText({ ...found, findings: ['/a/path/that/is/longer is broken'] }, 10)
    expect(text.split('\n').slice(1, 4)).toEqual(['! /a/path/that/is/longer', '  is', '  broken'])
  })

  test('brings no escape of a terminal', () => {
    const text = doctorText({ ...found, findings: ['a\u001b[2Jb'] }, 80)
    expect(markedIn(text)).toEqual(['! a\ufffd[2Jb'])
  })
})

describe('the settings that are in force', () => {
  const settings = {
    file: '/home/somebody/.config/headroom/settings.json',
    lines: listedOf(settingsIn({ language: 'de', alerts: { hogRatio: 0.5 } })),
    serverKeys: ['lmstudio:1234'],
  }
  const linesOf = (given: typeof settings): readonly string[] => {
    const lines = doctorText({ ...found, settings: given }, 80).split('\n')
    return lines.slice(lines.findIndex((line) => line.startsWith('settings: ')))
  }

  test('are all listed, those that were chosen are marked, and no key is told', () => {
    const lines = linesOf(settings)
    expect(lines[0]).toBe(
      'settings: 2 chosen (*), the others as they come, in /home/somebody/.config/headroom/settings.json',
    )
    expect(lines.filter((line) => line.startsWith('*')).map((line) => line.split(/ +/))).toEqual([
      ['*', 'language', 'de'],
      ['*', 'alerts.hogRatio', '0.5'],
    ])
    expect(lines).toContain(`  ${'gaugeStyle'.padEnd(29)} ring`)
    expect(lines.at(-1)).toBe('  a key is kept for lmstudio:1234')
  })

  test('bring no escape of a terminal along', () => {
    const lines = listedOf(settingsIn({ logFiles: ['/a\u009b2Jb'] }))
    expect(linesOf({ ...settings, lines }).join('\n')).not.toContain('\u009b')
  })

  test('are not there in a recording', () => {
    expect(doctorText(found, 80)).not.toContain('settings:')
  })
})
