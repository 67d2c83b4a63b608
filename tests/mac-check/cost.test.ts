import { describe, expect, test } from 'vitest'
import { ParseError } from '../../src/shared/parse.ts'
import { costs } from '../bench/macos/costs.ts'
import type { simulate } from '../bench/macos/simulate.ts'
import { budgetOf, costsBy, measure, parseTimes, type Measured } from './cost.ts'
import { replayedMac } from './replayed-mac.ts'
import { runCommand } from './run-command.ts'
import type { AskedSource } from './sources.ts'

const sourceOf = (argv: readonly [string, ...string[]]): AskedSource => ({
  tool: 'a-tool',
  name: 'one',
  ending: 'txt',
  must: [],
  isRepeated: true,
  at: { file: 'src/main/host/host.ts', text: 'interface' },
  probe: {
    question: { kind: 'command', argv },
    parse: () => {
      throw new ParseError('never parsed')
    },
  },
})
const mac = replayedMac('mac-m2max-32gb-loading', {}, { run: runCommand })

describe('what a source costs', () => {
  test.each([
    ['0m0.001s 0m0.002s\n0m1.012s 0m0.034s\n', 1_046],
    ['0m0,001s 0m0,002s\n2m0,500s 0m0,000s', 120_500],
    ['0m0.001s 0m0.002s\n', null],
    ['bash: times: not here', null],
    ['', null],
  ])('%j is %s ms', (text, ms) => {
    expect(parseTimes(text)).toBe(ms)
  })

  test('is measured of a real program: its own processor time, not that of waiting', async () => {
    const burn = 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done'
    const busy = await measure(mac, sourceOf(['/bin/sh', '-c', burn]))
    const idle = await measure(mac, sourceOf(['/bin/sleep', '0.1']))
    expect(busy?.name).toBe('a-tool one')
    expect(idle?.wallMs).toBeGreaterThanOrEqual(100)
    expect(busy?.cpuMs).toBeGreaterThan(idle?.cpuMs ?? Number.POSITIVE_INFINITY)
  })

  test('is no command that a shell could read', async () => {
    const measured = await measure(mac, sourceOf(['/bin/echo', '$(touch /tmp/never); `exit 1`']))
    expect(measured).not.toBeNull()
  })
})

describe('the budget', () => {
  const vmStat = (cpuMs: number): Measured => ({
    name: 'vm_stat one',
    key: '/usr/bin/vm_stat',
    wallMs: cpuMs,
    cpuMs,
  })

  test('takes what was measured here in place of what was published', () => {
    const all = costsBy([vmStat(7)])
    const [own] = all
    expect([own?.name, own?.source, own?.ms('').usual]).toEqual(['vm_stat', 'measured', 7])
    expect(all.slice(1)).toEqual(costs.slice(1))
  })

  /** Each command a thousand times, and twice as often while somebody looks. */
  const simulateHour: typeof simulate = async ({ isLooked }, all = []) =>
    all.map((cost) => {
      const askedCount = isLooked ? 2_000 : 1_000
      return { cost, askedCount, tookMs: askedCount * cost.ms(cost.keyBegins).usual }
    })

  test('is the sum of all costs in an hour: of the published ones where nothing was measured here', async () => {
    const published = await budgetOf([], simulateHour)
    const [first] = costs
    const ownMs = (first?.ms('').usual ?? 0) + 36
    const dear = await budgetOf([vmStat(ownMs)], simulateHour)
    expect([published.measuredCount, dear.measuredCount]).toEqual([0, 1])
    // 36 ms a thousand times are one hundredth of an hour
    expect(dear.idlePercent - published.idlePercent).toBeCloseTo(1, 6)
    expect(dear.watchedPercent - published.watchedPercent).toBeCloseTo(2, 6)
  })
})
