import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { headroom, program } from '../../headroom-program.ts'
import { startChild, tempFolder } from '../../processes.ts'

describe('the command line of agent', () => {
  test.each([
    [['agent', 'install', '--port', 'x'], /"x" is not a port/],
    [['agent', 'install', 'extra'], /too many arguments/],
    [['agent', 'nonsense'], /unknown command 'nonsense'/],
    [['agent', 'remove', '--port', '1'], /unknown option '--port'/],
  ])('%j ends with 2 and a sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await headroom(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(sentence)
  })

  test.skipIf(process.platform !== 'linux')(
    'on Linux it prints a unit that starts this Headroom, and makes nothing',
    async () => {
      const home = tempFolder()
      const child = startChild([process.execPath, program, 'agent', 'install', '--port', '4400'], {
        HOME: home,
      })
      expect((await child.ended).code).toBe(2)
      expect(child.stdout()).toContain(
        `ExecStart="${process.execPath}" "${program}" "serve" "--port" "4400" "--token-file" "${home}/.config/headroom/agent-token"\n`,
      )
      expect(child.stderr()).toBe(
        'headroom: launchd is of macOS; on Linux systemd starts it, by the unit that headroom agent install prints\n',
      )
      expect(readdirSync(home)).toEqual([])
    },
  )
})
