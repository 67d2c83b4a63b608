import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openOwnLogs } from '../../src/main/core/own-logs.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { tempFolder } from '../processes.ts'

const position = { inode: 2, offsetBytes: 3, markBytes: 3, mark: 'ab' }

describe("the logs of this machine's user", () => {
  test('are those of the command line, and those of the settings as they are now', async () => {
    const now = { logFiles: ['/b.log'] }
    const settings = { current: () => ({ ...defaultSettings, ...now }) }
    const logs = await openOwnLogs({ files: ['/a.log'], settings, stays: false }, tempFolder())
    expect(logs.logFiles?.()).toEqual(['/a.log', '/b.log'])
    now.logFiles = ['/c.log']
    expect(logs.logFiles?.()).toEqual(['/a.log', '/c.log'])
  })

  test('are read from the file of the settings where nobody has opened them', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'settings.json'), '{"logFiles":["/b.log"]}')
    const logs = await openOwnLogs({ stays: false }, folder)
    expect(logs.logFiles?.()).toEqual(['/b.log'])
    expect(logs.runsFolder).toBe(join(folder, 'runs'))
  })

  test('are read on where Headroom ended, by whoever stays', async () => {
    const folder = tempFolder()
    const first = await openOwnLogs({ stays: true }, folder)
    await first.logMemory?.keep(new Map([['/a.log', { position: () => position }]]), 'at-once')
    const second = await openOwnLogs({ stays: true }, folder)
    expect(second.logMemory?.positionOf('/a.log')).toEqual(position)
  })

  test('are as they were after a look in passing', async () => {
    const folder = tempFolder()
    const logs = await openOwnLogs({ stays: false }, folder)
    expect(logs.logMemory).toBeNull()
    expect(readdirSync(folder)).toEqual([])
    await openOwnLogs({ stays: false }, join(folder, 'none'))
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})
