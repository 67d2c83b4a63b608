import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate/browser'
import { describe, expect, test } from 'vitest'
import { program } from '../headroom-program.ts'
import { startChild, tempFolder } from '../processes.ts'

const secret = 'hf_ofThisTestAlone0123456789'

/** The real program, with a folder of settings of its own and a secret in its environment. */
async function headroomIn(folder: string, ...args: readonly string[]) {
  const child = startChild([process.execPath, program, 'report', ...args], {
    ...process.env,
    XDG_CONFIG_HOME: folder,
    HF_TOKEN: secret,
    NODE_OPTIONS: undefined,
  })
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

function ownFolder(): string {
  const folder = tempFolder()
  mkdirSync(join(folder, 'headroom'))
  writeFileSync(
    join(folder, 'headroom/settings.json'),
    JSON.stringify({ relief: { neverSuggest: [`Loom ${secret}`] } }),
  )
  return folder
}

describe('headroom report', () => {
  test('lists, then writes one new file for its owner alone, without secrets', async () => {
    const folder = ownFolder()
    const out = join(folder, 'a report.zip')
    const { code, stdout, stderr } = await headroomIn(folder, '--out', out, '--yes')
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`Wrote ${out}`),
    })
    expect(stdout).toMatch(/^snapshot\.json +\d+ kB {2}the machine at this moment/m)
    expect(stdout).toMatch(/^flight\/ +– {2}nothing is recorded here$/m)
    expect(stdout).toContain('Taken out are the names of users')
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const files = unzipSync(readFileSync(out))
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join('\n')
    expect(text).toContain('headroom/doctor/1')
    expect(text).toContain('Loom [removed]')
    expect(text + stdout + stderr).not.toContain(secret)

    const before = readFileSync(out)
    const again = await headroomIn(folder, '--out', out, '--yes')
    expect(again).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `headroom: ${out} exists already\n`,
    })
    expect(readFileSync(out).equals(before)).toBe(true)
  })

  test('only lists where that is asked for, and asks nobody', async () => {
    const { code, stdout, stderr } = await headroomIn(ownFolder(), '--list')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^about\.json/)
  })

  test.each([
    [['--out', '/tmp/never-written.zip'], /nobody is there to look through the list: add --yes/],
    [['--yes'], /--out names the file; --list only shows the contents/],
    [['--out', '/no/such/folder/x.zip', '--yes'], /x\.zip cannot be written: no such file/],
  ])('%j is refused with one sentence', async (args, sentence) => {
    const { code, stderr } = await headroomIn(ownFolder(), ...args)
    expect(code).toBe(2)
    expect(stderr.trimEnd()).toMatch(sentence)
  })
})
