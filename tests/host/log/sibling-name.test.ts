import { describe, expect, test } from 'vitest'
import { mayBeCopy, schemeOf } from '../../../src/main/host/log/sibling-name.ts'

describe('an earlier file of a log is known by its name', () => {
  test.each([
    ['server-1.log', 'server.log'],
    ['server.log.1', 'server.log'],
    ['server.log.12', 'server.log'],
    ['server.1.log', 'server.log'],
    ['server.log-20261121', 'server.log'],
    ['server.log-20261121-1795200000', 'server.log'],
    ['server.log.1795200000', 'server.log'],
    ['server.2026-11-21.log', 'server.log'],
    ['server-2026-11-21T10-11-12Z.log', 'server.log'],
    ['comfyui.log_2026-11-21T10:11:12.123Z.log', 'comfyui.log'],
    ['exo.2026-11-21_10-11-12_123456.log', 'exo.log'],
    ['comfyui.prev.log', 'comfyui.log'],
    ['comfyui.prev2.log', 'comfyui.log'],
    ['main.old.log', 'main.log'],
    ['main.log.bak', 'main.log'],
    ['serverlog.1', 'serverlog'],
  ])('%s of %s', (name, base) => {
    expect(schemeOf(name, base)).not.toBeNull()
  })

  test.each([
    ['server.log', 'server.log'],
    ['server.log.1.gz', 'server.log'],
    ['exo.2026-11-21.log.zst', 'exo.log'],
    ['comfyui_8189.log', 'comfyui.log'],
    ['llama-11434.log', 'llama.log'],
    ['server-upgrade.log', 'server.log'],
    ['servers.log', 'server.log'],
    ['server.log.swp', 'server.log'],
    ['server-1.txt', 'server.log'],
    ['app.log', 'server.log'],
    ['2026-11-21.10.log', '2026-11-21.1.log'],
  ])('%s is none of %s', (name, base) => {
    expect(schemeOf(name, base)).toBeNull()
  })

  test('and files of another scheme are others', () => {
    const of = (name: string): string | null => schemeOf(name, 'x.log')
    expect(of('x.log.1')).toBe(of('x.log.2'))
    expect(of('x.prev.log')).toBe(of('x.prev2.log'))
    expect(new Set([of('x.log.1'), of('x-1.log'), of('x_1.log'), of('x.prev.log')]).size).toBe(4)
  })
})

describe('a copy of a log', () => {
  test('may have any name that begins as its own does', () => {
    expect(mayBeCopy('server-backup.log', 'server.log')).toBe(true)
    expect(mayBeCopy('server.log.copy', 'server.log')).toBe(true)
  })
  test('is not the log, nor an archive, nor a file of another name', () => {
    const names = ['server.log', 'server.log.gz', 'app.log']
    expect(names.filter((name) => mayBeCopy(name, 'server.log'))).toEqual([])
  })
})
