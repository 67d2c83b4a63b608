import { describe, expect, test } from 'vitest'
import { doctorText } from '../../src/main/cli/doctor.ts'
import type { Doctor } from '../../src/shared/contract.ts'
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
