import { expect, test } from 'vitest'
import { addressOfPane } from '../../src/main/electron/system-panes.ts'
import { systemPanes } from '../../src/shared/shell.ts'

test('every pane has an address of its own, and all of them are of System Settings', () => {
  const addresses = systemPanes.map((pane) => addressOfPane[pane])
  expect(new Set(addresses).size).toBe(systemPanes.length)
  for (const address of addresses)
    expect(address).toMatch(/^x-apple\.systempreferences:com\.apple\.[A-Za-z-]+\.extension$/)
})
