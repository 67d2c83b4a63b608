import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { starshipLine } from '../../../src/main/cli/formats/starship.ts'
import { fromRoot } from '../../from-root.ts'
import { headroom } from '../../headroom-program.ts'
import { tempFolder } from '../../processes.ts'
import { printed, shellAt } from '../completion-shells.ts'
import { busyMac, hostileNames, lastSnapshotOf, live } from './some-snapshots.ts'

const [busy, idle] = await Promise.all([busyMac(), lastSnapshotOf('linux-idle')])

/** All that a stranger may have named, in one Snapshot each. */
const hostileLines = hostileNames.map((name) =>
  starshipLine({ ...live(busy), alerts: busy.alerts.map((alert) => ({ ...alert, title: name })) }),
)

/** A prompt as the shell expands it. */
const asPrompt = {
  bash: 'PS1=$1; printf %s "${PS1@P}"',
  zsh: 'setopt prompt_subst prompt_bang; print -nP -- "$1"',
} as const

describe('the line for starship', () => {
  test('is the room, and what is about to fail by sign and word', () => {
    expect(starshipLine(live(idle))).toMatch(/^room \d+\.\d GB$/)
    expect(starshipLine(live(busy))).toBe(
      "no room \uff01\uff01 More is in use than the GPU's limit",
    )
  })

  for (const [shell, script] of Object.entries(asPrompt)) {
    const path = shellAt(shell)
    test.skipIf(path === null)(
      `stays itself in a prompt of ${shell} (needs ${shell})`,
      async () => {
        const folder = tempFolder()
        for (const line of hostileLines)
          expect(await printed([path ?? '', '-c', script, 'x', line], folder)).toBe(line)
        expect(existsSync(join(folder, 'pwned'))).toBe(false)
      },
    )
  }

  test('the example asks with words that headroom takes', async () => {
    const example = readFileSync(fromRoot('resources/formats/starship.toml'), 'utf8')
    const command = /^command = 'headroom (.*)'$/m.exec(example)?.[1] ?? ''
    const words = command.replace(/:\d+$/, ':1').split(' ') // nothing listens there
    const asked = await headroom(...words, '--token-file', fromRoot('LICENSE'))
    expect(asked).toMatchObject({ code: 2, stdout: '' })
    expect(asked.stderr).toContain('holds no token')
  })
})
