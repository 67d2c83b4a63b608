import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fromRoot } from '../from-root.ts'
import { startChild, tempFolder } from '../processes.ts'

const wrapper = fromRoot('resources/bin/headroom')
/** As macOS has it: /bin/sh is a bash there. */
const shells = ['/bin/sh', '/bin/dash', '/bin/bash'].filter((path) => existsSync(path))
const tellsArguments = `#!/bin/sh
printf '[%s]' "$@"; printf '\\n%s\\n' "$0"
exit 7
`

/** An app folder as packaging makes it, with a program in place of Electron. */
function appIn(folder: string) {
  const contents = join(folder, 'Headroom.app', 'Contents')
  const bin = join(contents, 'Resources', 'bin')
  mkdirSync(bin, { recursive: true })
  mkdirSync(join(contents, 'MacOS'))
  const program = join(contents, 'MacOS', 'Headroom')
  writeFileSync(program, tellsArguments, { mode: 0o755 })
  const path = join(bin, 'headroom')
  copyFileSync(wrapper, path)
  return { path, program }
}

async function run(...argv: readonly [string, ...string[]]) {
  const child = startChild(argv)
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

describe('the command of the app', () => {
  test('is executable, and a text that every shell reads', async () => {
    expect(execFileSync('git', ['ls-files', '-s', wrapper], { encoding: 'utf8' })).toMatch(
      /^100755/,
    )
    for (const shell of shells)
      expect(await run(shell, '-n', wrapper)).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test.each(shells)(
    'started by %s, passes all on as it is, and ends as the app ends',
    async (shell) => {
      const { path, program } = appIn(tempFolder())
      const words = ['run', '--', 'a b', '', '*', '$HOME', "it's", '"q"', '\\', 'x\ny', '--version']
      const told = ['--cli', '--', ...words].map((word) => `[${word}]`).join('')
      expect(await run(shell, path, ...words)).toEqual({
        code: 7,
        stdout: `${told}\n${program}\n`,
        stderr: '',
      })
    },
  )

  test.each([
    ['a blank', 'My Apps'],
    ['quotes', `"it's"`],
    ['signs of a shell', '$(id) `id` ;& * ?'],
    ['a newline at its end', 'two\n'],
    ['a dash before it', '-n'],
    ['other scripts', 'Прилож 応用 ä'],
  ])('finds its app in a folder with %s', async (_, name) => {
    const { path, program } = appIn(join(tempFolder(), name))
    for (const shell of shells) expect((await run(shell, path)).stdout).toContain(`\n${program}\n`)
  })
})

describe('the command of the app, from elsewhere,', () => {
  test('is found through links: to it, to a link, relative ones, and a folder that is one', async () => {
    const folder = tempFolder()
    const { path, program } = appIn(join(folder, 'Apps'))
    mkdirSync(join(folder, 'bin'))
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true })
    const links: Readonly<Record<string, string>> = {
      'bin/straight': path,
      'bin/relative': '../Apps/Headroom.app/Contents/Resources/bin/headroom',
      'bin/twice': 'relative',
      'deep/er/thrice': '../../bin/twice',
      folder: 'deep/er',
      'of apps': 'Apps',
      'bin/by a folder': '../of apps/Headroom.app/Contents/Resources/bin/headroom',
      'bin/ends\n': path,
    }
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name))
    for (const name of [
      'bin/straight',
      'bin/relative',
      'bin/twice',
      'deep/er/thrice',
      'folder/thrice',
    ])
      expect((await run(join(folder, name))).stdout, name).toContain(`\n${program}\n`)
    for (const name of ['bin/by a folder', 'bin/ends\n'])
      expect((await run(join(folder, name))).stdout, name).toContain(`\n${program}\n`)
  })

  test('is found on the PATH and from its own folder', async () => {
    const folder = tempFolder()
    const { path, program } = appIn(folder)
    symlinkSync(path, join(folder, 'headroom'))
    const found = (command: string): string =>
      execFileSync('/bin/sh', ['-c', `${command} x; :`], {
        cwd: join(path, '..'),
        env: { PATH: `${folder}:/usr/bin:/bin`, CDPATH: '/' },
        encoding: 'utf8',
      })
    for (const command of ['headroom', './headroom', 'sh headroom', 'sh ./headroom'])
      expect(found(command), command).toContain(`\n${program}\n`)
  })

  test('says that its app is gone, or that it lies in none, with 2', async () => {
    const folder = tempFolder()
    const { path, program } = appIn(folder)
    rmSync(program)
    const gone = await run(path)
    expect([gone.code, gone.stdout]).toEqual([2, ''])
    expect(gone.stderr).toMatch(/^headroom: the app that it belongs to is not there: .*\n$/)
    copyFileSync(wrapper, join(folder, 'headroom'))
    expect((await run(join(folder, 'headroom'))).code).toBe(2)
  })
})
