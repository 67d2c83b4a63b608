import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { parsePmsetBatt, pmsetBatt } from '../../../src/main/probes/darwin/pmset-batt.ts'
import { parsePmsetTherm, pmsetTherm } from '../../../src/main/probes/darwin/pmset-therm.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const notes = `Note: No thermal warning level has been recorded
Note: No performance warning level has been recorded
`
const cool = `${notes}Note: No CPU power status has been recorded\n`
const hot = `Thermal Warning Level = 12
Note: No performance warning level has been recorded
2025-04-06 20:50:47 -0500 CPU Power notify
\tCPU_Scheduler_Limit \t= 100
\tCPU_Available_CPUs \t= 12
\tCPU_Speed_Limit \t= 62
`
const battery = (words: string): string =>
  `Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4653155)\t${words}\n`

test('a machine that nothing was recorded of is not held back', () => {
  expect(parsePmsetTherm(cool)).toEqual({
    warningLevel: null,
    performanceWarningLevel: null,
    speedLimitRatio: null,
    schedulerLimitRatio: null,
    isThrottled: false,
  })
})

test('a speed below the full one and a warning are told', () => {
  expect(parsePmsetTherm(hot.replaceAll('\n', '\r\n'))).toEqual({
    warningLevel: 12,
    performanceWarningLevel: null,
    speedLimitRatio: 0.62,
    schedulerLimitRatio: 1,
    isThrottled: true,
  })
  const atFullSpeed = hot.replace('= 62', '= 100').replace('= 12', '= 0')
  expect(parsePmsetTherm(atFullSpeed)).toMatchObject({ warningLevel: 0, isThrottled: false })
})

test('a date and a time may stand before every line', () => {
  const at = '2025-04-06 20:50:47 -0500 '
  const level = `${at}Thermal Warning Level = 1\n`
  expect(parsePmsetTherm(level)).toMatchObject({ warningLevel: 1, isThrottled: true })
  const dated = hot.replaceAll(/^(?=Thermal|Note|\t)/gm, at)
  expect(parsePmsetTherm(dated)).toEqual(parsePmsetTherm(hot))
  const datedNotes = cool.replaceAll(/^(?=Note)/gm, at)
  expect(parsePmsetTherm(datedNotes)).toEqual(parsePmsetTherm(cool))
  for (let length = 0; length < level.length; length++) {
    expect(parsedOrNull(parsePmsetTherm, level.slice(0, length))).toBeNull()
  }
})

test.each([
  ['that is not whole', notes],
  ['with an error in it', `Error:Failed to get thermal warning level\n${cool}`],
  ['with a speed above the full one', hot.replace('= 62', '= 150').replace('= 12', '= 0')],
])('a text %s says neither that the machine is held back nor that it is not', (_, text) => {
  expect(parsePmsetTherm(text).isThrottled).toBeNull()
})

test.each([
  ['73%; charging; 1:20 remaining present: true', 0.73, 'charging', 4_800_000],
  ['48%; discharging; (no estimate) present: true', 0.48, 'discharging', null],
  ['95%; finishing charge; present: true', 0.95, 'finishing charge', null],
  ['80%; AC attached; not charging present: true', 0.8, 'AC attached; not charging', null],
  ['100%; charged; 0:00 remaining present: true', 1, 'charged', 0],
  ['82%; discharging; 4:06 remaining', 0.82, 'discharging', 14_760_000],
  ['12%; discharging;', 0.12, 'discharging', null],
  ['130%; charged', null, 'charged', null],
])('a battery of %s', (words, levelRatio, state, remainingMs) => {
  expect(parsePmsetBatt(battery(words))).toEqual({
    isOnBattery: true,
    hasBattery: true,
    levelRatio,
    state,
    remainingMs,
  })
})

test('a Mac without a battery has no level, and one that is taken out has none either', () => {
  const none = {
    isOnBattery: false,
    hasBattery: false,
    levelRatio: null,
    state: null,
    remainingMs: null,
  }
  expect(parsePmsetBatt("Now drawing from 'AC Power'\n")).toEqual(none)
  const removed = ' -InternalBattery-0 (id=123)\t(no estimate) present: false\n'
  expect(parsePmsetBatt(`Now drawing from 'AC Power'\n${removed}`)).toEqual(none)
})

test("beside a UPS the Mac's own battery counts; a Mac without one runs from the UPS", () => {
  const ups = ' -UPS-1500VA (id=77)\t87%; discharging; 0:45 remaining present: true\n'
  const both = `Now drawing from 'Battery Power'\n${ups} -InternalBattery-0 (id=1)\t50%; charging\n`
  expect(parsePmsetBatt(both).levelRatio).toBe(0.5)
  expect(parsePmsetBatt(`Now drawing from 'UPS Power'\n${ups}`)).toMatchObject({
    isOnBattery: true,
    levelRatio: 0.87,
    remainingMs: 2_700_000,
  })
})

test('text of another form is refused', () => {
  for (const text of ['', 'pmset: not found\n', "Now drawing from 'Sun Power'\n"]) {
    expect(() => parsePmsetBatt(text)).toThrow(ParseError)
    expect(() => parsePmsetTherm(text)).toThrow(ParseError)
  }
})

test('a text that was cut gives the same figures, or none', () => {
  const good = battery('73%; charging; 1:20 remaining present: true')
  for (let length = 0; length < good.length; length++) {
    const cut = parsedOrNull(parsePmsetBatt, good.slice(0, length))
    expect([0.73, null]).toContain(cut?.levelRatio ?? null)
    expect([4_800_000, null]).toContain(cut?.remainingMs ?? null)
  }
  for (let length = 0; length < hot.length; length++) {
    const cut = parsedOrNull(parsePmsetTherm, hot.slice(0, length))
    expect([12, null]).toContain(cut?.warningLevel ?? null)
    expect([0.62, null]).toContain(cut?.speedLimitRatio ?? null)
    expect(cut?.isThrottled).not.toBe(false)
  }
})

test('foreign text is a ParseError or ratios', () => {
  const isRatio = (value: number | null): boolean => value === null || (value >= 0 && value <= 1)
  expectSound(parsePmsetTherm, hot, (told) => isRatio(told.speedLimitRatio))
  expectSound(parsePmsetBatt, battery('73%; charging; 1:20 remaining'), (told) =>
    isRatio(told.levelRatio),
  )
})

test('the questions are those of the product', () => {
  expect(keyOf(pmsetTherm.question)).toBe('/usr/bin/pmset -g therm')
  expect(keyOf(pmsetBatt.question)).toBe('/usr/bin/pmset -g batt')
})
