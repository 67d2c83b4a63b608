import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { tempFolder } from '../processes.ts'

const run = promisify(execFile)

/** `.ci/launch-mac` on an app that is a script; where it lies, and what was said. */
async function launch(script: string) {
  const folder = tempFolder()
  const programs = join(folder, 'A name.app', 'Contents', 'MacOS')
  mkdirSync(programs, { recursive: true })
  if (script !== '') writeFileSync(join(programs, 'Headroom'), script, { mode: 0o755 })
  const env = { ...process.env, HEADROOM_STAYS_SECONDS: '2', HEADROOM_ENDS_SECONDS: '1', folder }
  const said = await run('bash', [fromRoot('.ci/launch-mac'), join(folder, 'A name.app')], {
    env,
  }).then(
    ({ stdout }) => stdout,
    (error: { stderr: string }) => error.stderr,
  )
  return { folder, said }
}

const stays = '#!/usr/bin/env bash\necho $$ >"$folder/pid"\n'

test('an app that stays and ends when it is asked to is well', async () => {
  const { folder, said } = await launch(
    `${stays}trap 'echo bye >"$folder/bye"; exit' TERM\nwhile :; do sleep 0.1; done\n`,
  )
  expect(said).toBe('launch: it stayed for 2 s and ended when asked\n')
  expect(readFileSync(join(folder, 'bye'), 'utf8')).toBe('bye\n')
})

test('an app that ends by itself is not', async () => {
  expect((await launch('#!/usr/bin/env bash\nexit 0\n')).said).toContain('it ended by itself')
})

test('an app that does not end is not, and is ended', async () => {
  const { folder, said } = await launch(`${stays}trap '' TERM\nwhile :; do sleep 0.1; done\n`)
  expect(said).toContain('it was still there 1 s after it was asked to end')
  const pid = readFileSync(join(folder, 'pid'), 'utf8').trim()
  expect(existsSync(`/proc/${pid}/exe`)).toBe(false)
})

test('an app without a program is not', async () => {
  expect((await launch('')).said).toContain('cannot be run')
})
