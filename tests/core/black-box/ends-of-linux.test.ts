import { afterEach, describe, expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import { kernelWords } from '../../../src/main/probes/linux/oom-kills.ts'
import type { BlackBoxReport } from '../../../src/shared/black-box.ts'
import type { Reply } from '../../world.ts'
import { endedAtMs, leftBehind, ownPid, startAgain, type Found } from './left-of-mac.ts'

const open: Found[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()))
})

/** What a machine with this journal says of a run that ended in this boot, or in the one before. */
async function reportOf(isOtherBoot: boolean | null, journal: Reply): Promise<BlackBoxReport> {
  const window = {
    sinceMs: endedAtMs - 120_000,
    untilMs: endedAtMs + 60_000,
    isOtherBoot: isOtherBoot === true,
  }
  const found = await startAgain({
    left: [leftBehind({ scene: null, isOtherBoot, platform: 'linux' })],
    replies: [[`command ${keyOf(kernelWords(window).question)}`, journal]],
    platform: 'linux',
  })
  open.push(found)
  const { reports } = await found.until(({ reports: all }) => all.length > 0)
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  return report
}

const killed = (pid: number, name: string): string =>
  `${endedAtMs / 1_000}.000 host kernel: Out of memory: Killed process ${pid} (${name}) total-vm:1kB, anon-rss:11923884kB, file-rss:0kB\n`
const denied = { kind: 'failed', reason: 'permission denied' } as const

describe('a Linux that ended a run', () => {
  test('as memory ran out names whom, by the kernel alone', async () => {
    const engine = await reportOf(false, killed(1, 'ollama'))
    expect([engine.end, engine.title]).toEqual([
      'killed',
      'The system ended ollama as memory ran out',
    ])
    expect(engine.signatures[0]?.text).toContain('Killed process 1 (ollama)')
    const own = await reportOf(false, killed(ownPid, 'node'))
    expect(own.story[0]).toBe('The system ended node, which held 12.2 GB: Out of memory.')
  })

  test('as somebody else’s program was ended did not end an engine', async () => {
    expect((await reportOf(false, killed(77, 'firefox'))).end).toBe('ended')
  })

  test('with its power has no word of it; where nobody can look that is not known', async () => {
    expect((await reportOf(true, '')).end).toBe('power-loss')
    const unknown = await reportOf(true, denied)
    expect([unknown.end, unknown.unread]).toEqual([
      'unknown',
      ['The log of the kernel cannot be read: permission denied'],
    ])
  })

  test('in a panic has its words', async () => {
    const panic = await reportOf(true, '1.5 host kernel: Kernel panic - not syncing: Fatal\n')
    expect([panic.end, panic.title]).toEqual(['panic', 'The kernel panicked'])
    expect(panic.signatures[0]?.text).toBe('Kernel panic - not syncing: Fatal')
  })

  test('and ran on ended Headroom alone, though nobody could look whether it was for memory', async () => {
    const report = await reportOf(false, denied)
    expect([report.end, report.unread.length]).toEqual(['ended', 1])
    expect((await reportOf(null, '')).end).toBe('unknown')
  })
})
