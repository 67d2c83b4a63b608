import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { BlackBoxReport } from '../../src/shared/black-box.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { settingsFolder } from '../../src/main/host/settings-folder.ts'
import { headroom } from '../headroom-program.ts'
import { tempFolder } from '../processes.ts'
import { endedReport, lastState } from '../shared/ended.ts'

/** Not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
})
afterEach(() => void vi.unstubAllEnvs())

const pathNow = (): string => {
  mkdirSync(settingsFolder(), { recursive: true })
  return join(settingsFolder(), 'black-boxes.json')
}
const keep = (...reports: readonly BlackBoxReport[]): void =>
  writeFileSync(
    pathNow(),
    JSON.stringify({ ends: reports.map((report) => ({ report, sought: null })) }),
  )

const panic = endedReport({
  id: 'b',
  end: 'gpu-panic',
  title: 'The driver of the GPU brought the Mac down',
  story: ['qwen3-30b in Ollama held 18.4 GB.'],
  signatures: [
    {
      name: 'IOGPUMemory.cpp',
      text: '"completeMemory() prepare count underflow" @IOGPUMemory.cpp:550\u001b[2J',
      from: '/Library/Logs/DiagnosticReports/panic-full.panic',
      process: null,
    },
  ],
  last: lastState({}),
  fixes: [{ text: 'Give it back', command: 'sudo sysctl iogpu.wired_limit_mb=0', costs: null }],
  unread: ['The log of the kernel cannot be read: permission denied'],
})
const alone = endedReport({
  id: 'a',
  end: 'ended',
  endedAtMs: 5,
  title: 'Headroom was ended, and nothing else',
})

describe('headroom blackbox', () => {
  test('says that there is nothing, where every end was an ordinary one', async () => {
    const { code, stdout, stderr } = await headroom('blackbox')
    expect([code, stdout, stderr]).toEqual([
      0,
      'Every end was an ordinary one, as far as Headroom has recorded it.\n',
      '',
    ])
  })

  test('tells the newest whole and the others as lines, and ends with 1 until they are seen', async () => {
    keep(panic, alone)
    const { code, stdout } = await headroom('blackbox')
    expect(code).toBe(1)
    expect(stdout.split('\n').slice(1)).toEqual([
      '  qwen3-30b in Ollama held 18.4 GB.',
      '  What the system says:',
      '    IOGPUMemory.cpp (/Library/Logs/DiagnosticReports/panic-full.panic)',
      '      "completeMemory() prepare count underflow" @IOGPUMemory.cpp:550\ufffd[2J',
      '  Alerts that stood then:',
      '    llama3.3:70b will not fit',
      '  What helps:',
      '    - Give it back',
      '        sudo sysctl iogpu.wired_limit_mb=0',
      '  What could not be looked at:',
      '    The log of the kernel cannot be read: permission denied',
      '',
      'Before that:',
      expect.stringMatching(/ {2}Headroom was ended, and nothing else \(new\)$/),
      '',
    ])
    expect((await headroom('blackbox', '--seen')).stdout).toBe('All reports are marked as seen.\n')
    const seen = await headroom('blackbox', '--json')
    expect([seen.code, jsonIn(seen.stdout)]).toEqual([
      0,
      expect.objectContaining({
        schema: 'headroom/blackbox/1',
        reports: [
          { ...panic, isSeen: true },
          { ...alone, isSeen: true },
        ],
      }),
    ])
  })

  test('ends with 0 where Headroom alone was ended: that is told, and calls for nothing', async () => {
    keep(alone)
    const { code, stdout } = await headroom('blackbox', '--all')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Headroom was ended')])
  })

  test('keeps a broken file aside, and cannot tell', async () => {
    writeFileSync(pathNow(), 'no reports')
    const { code, stdout } = await headroom('blackbox')
    expect([code, stdout]).toEqual([3, expect.stringContaining('is broken')])
    expect(stdout).not.toContain('ordinary')
    expect(readFileSync(`${pathNow()}.broken`, 'utf8')).toBe('no reports')
  })
})
