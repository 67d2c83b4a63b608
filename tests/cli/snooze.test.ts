import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nearestWord } from '../../src/main/cli/nearest-word.ts'
import { snoozeTable, targetOf } from '../../src/main/cli/snooze.ts'
import { ruleIds, type Alert } from '../../src/shared/alert.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { watchesFor } from '../../src/shared/rule-text.ts'
import { formatTimeOfDay } from '../../src/shared/units.ts'
import { headroom, served, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { askServer } from '../http-server.ts'
import { tempFolder, until } from '../processes.ts'

/** Not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

const targetsIn = async (): Promise<unknown> => jsonIn((await headroom('snooze', '--json')).stdout)

describe('headroom snooze', () => {
  test('lists every rule with what it watches for, and says that nothing is snoozed', async () => {
    const { code, stdout, stderr } = await headroom('snooze')
    expect([code, stderr]).toEqual([0, ''])
    for (const id of ruleIds) expect(stdout).toMatch(new RegExp(`^${id} +${watchesFor[id]}`, 'm'))
    expect(stdout).toContain('Nothing is snoozed.')
  })

  test('silences one, for the commands after it, until it is ended', async () => {
    const { code, stdout } = await headroom('snooze', 'pressure', '1h')
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^pressure: snoozed until \d\d:\d\d:\d\d\n$/),
    ])
    expect(await targetsIn()).toMatchObject({
      schema: 'headroom/snoozes/1',
      snoozes: [{ target: 'pressure', span: '1h' }],
    })
    expect((await headroom('snooze')).stdout).toMatch(/^pressure .+\(snoozed until .+\)$/m)
    expect((await headroom('snooze', 'pressure', 'off')).stdout).toBe('pressure: not snoozed\n')
    expect(await targetsIn()).toMatchObject({ snoozes: [] })
  })

  test('until a restart ends when a Headroom starts that stays', async () => {
    expect((await headroom('snooze', 'all', 'restart')).stdout).toBe(
      'all: snoozed until Headroom is restarted (the next start of the app or of headroom serve ends it)\n',
    )
    const { token, port } = await served(startHeadroom('serve', '--port', '0'))
    await askServer(port, {
      path: '/api/snapshot',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await targetsIn()).toMatchObject({ snoozes: [] })
  })

  test.each([
    [
      ['presure', '1h'],
      /there is no rule "presure" \(did you mean pressure\?\): all, will-not-fit/,
    ],
    [['1h'], /for which rule\? headroom snooze <rule\|all> 1h/],
    [['pressure'], /for how long: 1h, run .+ or restart; off ends it/],
    [['pressure', 'ever'], /Allowed choices are 1h, run, restart, off/],
    [['pressure', '1h', 'more'], /too many arguments/],
  ])('%j ends with 2', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom('snooze', ...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
    expect(await targetsIn()).toMatchObject({ snoozes: [] })
  })
})

const refusedLine =
  'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB\n'

test('a serve that runs tells an alert, and sees within seconds that the terminal has snoozed it', async () => {
  const log = join(tempFolder(), 'server.log')
  writeFileSync(log, '')
  const serve = startHeadroom('serve', '--port', '0', '--log', log)
  const { token, port } = await served(serve)
  const headers = { authorization: `Bearer ${token}` }
  const alertNow = async (): Promise<Alert | null> => {
    const { body } = await askServer(port, { path: '/api/snapshot', headers })
    const { alerts, findings } = snapshotIn(body)
    const ours = findings.find(({ place }) => place?.path === log)
    return alerts.find(({ about }) => about.findingId === ours?.id && ours !== undefined) ?? null
  }
  expect(await alertNow()).toBeNull()
  appendFileSync(log, refusedLine)
  const alert = await until('an alert', alertNow)
  expect([alert.rule, alert.snoozed]).toEqual(['failure', null])
  await until('its line', () => serve.stderr().includes(`! ${alert.title} (warning): `) || null)
  await headroom('snooze', 'failure', '1h')
  const madeAtMs = Date.now()
  const snoozed = await until('the snooze', async () => {
    const now = await alertNow()
    return now?.snoozed === null ? null : now
  })
  expect(snoozed).toMatchObject({ id: alert.id, snoozed: { span: '1h' } })
  expect(Date.now() - madeAtMs).toBeLessThan(7_000)
  expect(serve.stderr()).toMatch(/ snoozed until \d\d:\d\d:\d\d: /)
})

describe('the table of rules', () => {
  test('marks each that is snoozed, and has a line for all', () => {
    const untilMs = 1_795_200_000_000
    const lines = snoozeTable(
      {
        schema: 'headroom/snoozes/1',
        snoozes: [
          { target: 'thermal', span: '1h', madeAtMs: 0, untilMs },
          { target: 'all', span: 'run', madeAtMs: 0, untilMs: null },
        ],
      },
      { off: ['thermal', 'pressure'], on: [] },
    )
    expect(lines).toHaveLength(ruleIds.length + 1)
    expect(lines[ruleIds.indexOf('thermal')]).toBe(
      `thermal          heat slows the machine down  (off in settings.json, snoozed until ${formatTimeOfDay(untilMs)})`,
    )
    expect(lines[ruleIds.indexOf('pressure')]).toMatch(/ {2}\(off in settings\.json\)$/)
    expect(lines[ruleIds.indexOf('swapping')]).not.toContain('(')
    expect(lines[ruleIds.indexOf('good-news')]).toMatch(
      / {2}\(off unless settings\.json has it in alerts\.on\)$/,
    )
    expect(lines.at(-1)).toBe('all              snoozed while what runs now runs')
  })
})

describe('the rule that was meant', () => {
  test.each([
    ['presure', 'pressure'],
    ['Thermal', 'thermal'],
    ['hog', 'gpu-hog'],
    ['idle', 'idle-model'],
    ['will-not-fitt', 'will-not-fit'],
    ['nonsense-at-all', null],
    ['', null],
  ])('by "%s" is %s', (given, meant) => {
    expect(nearestWord(given, ruleIds)).toBe(meant)
  })

  test('is no control character of a hostile name', () => {
    expect(() => targetOf('a\u001b[2J')).toThrow(/there is no rule "a\ufffd\[2J"/)
  })
})
