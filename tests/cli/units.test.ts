import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { headroom, snapshotIn } from '../headroom-program.ts'
import { tempFolder } from '../processes.ts'

let file = ''
/** Not in the folder of whoever runs the tests. */
beforeEach(() => {
  const home = tempFolder()
  vi.stubEnv('HOME', home).stubEnv('XDG_CONFIG_HOME', join(home, '.config'))
  const folder =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support', 'headroom')
      : join(home, '.config', 'headroom')
  mkdirSync(folder, { recursive: true })
  file = join(folder, 'settings.json')
})
afterEach(() => void vi.unstubAllEnvs())

const sizes = (text: string): readonly string[] => text.match(/\d [kKMGT]i?B\b/g) ?? []

describe('a command of the terminal', () => {
  test('writes sizes in GB, and in GiB where the settings say so', async () => {
    const usual = sizes((await headroom('status')).stdout)
    expect(usual.length).toBeGreaterThan(2)
    expect(usual.filter((size) => size.includes('i'))).toEqual([])
    writeFileSync(file, JSON.stringify({ units: 'binary' }))
    const { code, stdout, stderr } = await headroom('status')
    expect([code, stderr]).toEqual([0, ''])
    const binary = sizes(stdout)
    expect(binary.length).toBeGreaterThan(2)
    expect(binary.filter((size) => !size.includes('i'))).toEqual([])
  })

  test('tells bytes as JSON, whatever they say', async () => {
    writeFileSync(file, JSON.stringify({ units: 'binary' }))
    const { memory } = snapshotIn((await headroom('status', '--json')).stdout)
    expect(memory.kind === 'ok' && Number.isInteger(memory.totalBytes)).toBe(true)
  })

  test('writes them in GB where the settings cannot be read, or name units that there are not', async () => {
    for (const text of ['{', JSON.stringify({ units: 'imperial' })]) {
      writeFileSync(file, text)
      const { stdout } = await headroom('status')
      expect(sizes(stdout).filter((size) => size.includes('i'))).toEqual([])
    }
  })
})
