import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installAgent } from '../../../src/main/cli/agent/agent.ts'
import { fakeMac } from './fake-mac.ts'

const silent = { print: () => undefined, printJson: () => undefined }
const far = ['--host', '0.0.0.0'] as const

test('what serve would refuse at each start is refused at install: launchd would start it for ever', async () => {
  const { world, home, calls } = fakeMac()
  const short = join(home, 'short')
  writeFileSync(short, 'sixteen-letters-or-so')
  const install = (tokenFile: string | null, ...others: readonly string[]) =>
    installAgent(world, { port: 4317, tokenFile, allowsActs: false, others }, silent)

  await expect(install(null, '--host', '192.0.2.1')).rejects.toThrow(
    '192.0.2.1 is no address of this machine',
  )
  await expect(install(short, ...far)).rejects.toThrow('of 32 to 512')
  await expect(install(null, ...far, '--metrics-token-file', short)).rejects.toThrow('of 32 to 512')
  expect(calls()).toEqual([])
  expect(await install(short)).toBe(0)
})
