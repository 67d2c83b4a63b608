import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundledFile, licencesOf, shippedFile, shippedLicences } from '../../build/licences.ts'
import type { Licence } from '../../build/licences.ts'
import { ownFileOf, popoverAddress } from '../../src/main/electron/own-address.ts'
import { fromRoot } from '../from-root.ts'
import { importsOf } from '../source-file.ts'

const shipped = async (root: string): Promise<readonly Licence[]> => {
  const made: unknown = await import(
    `${pathToFileURL(join(root, 'out/renderer', shippedFile)).href}?${Math.random()}`
  )
  return (made as { readonly licences: readonly Licence[] }).licences
}

/** `@scope/name/deep/file.js` is of `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** What the sources import by name, but for types alone: what any bundler must take in. */
function importedPackages(): ReadonlySet<string> {
  const files = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => ({ path: name, text: readFileSync(join(fromRoot('src'), name), 'utf8') }))
  const withoutTypes = files.map(({ path, text }) => ({
    path,
    text: text.replaceAll(/^import type [^;]*? from '[^']*'$/gm, ''),
  }))
  return new Set(
    withoutTypes
      .flatMap(importsOf)
      .filter((name) => /^[@a-z]/.test(name) && !name.startsWith('node:'))
      .map(packageOf),
  )
}

/** It has no code of its own: what it passes on is bundled from the packages that hold it. */
const passesOn: ReadonlySet<string> = new Set(['radix-ui'])

describe('the licences of what is shipped', () => {
  test('name every package that the sources import, each with its text', async () => {
    const licences = await shipped(fromRoot('.'))
    const names = new Set(licences.map(({ name }) => name))
    const imported = importedPackages()
    expect(imported.size).toBeGreaterThan(10)
    expect([...imported].filter((name) => !names.has(name) && !passesOn.has(name))).toEqual([])
    expect(
      licences.filter(({ text, identifier }) => text.length < 200 || identifier === ''),
    ).toEqual([])
  })

  test('name all that each of the three builds has bundled, and what comes along', async () => {
    const names = new Set((await shipped(fromRoot('.'))).map(({ name }) => name))
    const bundled = ['main', 'preload', 'renderer'].flatMap(
      (one) =>
        JSON.parse(readFileSync(fromRoot(`out/${one}/${bundledFile}`), 'utf8')) as readonly {
          readonly name: string
        }[],
    )
    expect(bundled.length).toBeGreaterThan(80)
    expect(bundled.filter(({ name }) => !names.has(name))).toEqual([])
    expect(names).toContain('electron')
    expect(names).toContain('lucide-react')
  })

  test('a package that names MIT without a text gets the usual one, with its author', () => {
    const [licence] = licencesOf([{ name: 'x', version: '1.0.0', identifier: 'MIT' }], () => 'Ann')
    expect(licence?.text).toMatch(/Copyright \(c\) Ann\n\nPermission is hereby granted/)
  })

  test.each([
    ['no licence', { name: 'x', version: '1.0.0', text: 'do as you like' }],
    ['a licence without a text', { name: 'x', version: '1.0.0', identifier: 'Apache-2.0' }],
  ])('a package with %s is refused by its name', (_, found) => {
    expect(() => licencesOf([found], () => '')).toThrow(/x@1\.0\.0/)
  })

  test('are a file that the window of the menu bar is given as a script', () => {
    const address = new URL(shippedFile, popoverAddress).href
    expect(ownFileOf(address, fromRoot('out/renderer'))?.mime).toMatch(/^text\/javascript/)
  })
})

describe('a build', () => {
  let root = ''
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'headroom-licences-'))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  /** A page that takes in one package, built as the renderer is. */
  async function builtWith(manifest: object, licence: string | null): Promise<void> {
    const folder = join(root, 'node_modules/small')
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await writeFile(join(folder, 'index.js'), 'export const small = globalThis.name')
    if (licence !== null) await writeFile(join(folder, 'COPYING'), licence)
    await writeFile(join(root, 'page.js'), "import { small } from 'small'\nconsole.log(small)\n")
    for (const other of ['main', 'preload']) {
      await mkdir(join(root, 'out', other), { recursive: true })
      await writeFile(join(root, 'out', other, bundledFile), '[]')
    }
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [shippedLicences(root)],
      build: {
        outDir: 'out/renderer',
        license: { fileName: bundledFile },
        rolldownOptions: { input: join(root, 'page.js') },
      },
    })
  }

  const manifest = { name: 'small', version: '2.0.0', type: 'module', main: 'index.js' }

  test('ships the text of a package that it took in', async () => {
    await builtWith({ ...manifest, license: 'ISC' }, 'Do as you like.')
    expect(await shipped(root)).toEqual([
      { name: 'small', version: '2.0.0', identifier: 'ISC', text: 'Do as you like.' },
    ])
  })

  test('fails by the name of one that has no licence', async () => {
    await expect(builtWith(manifest, 'Do as you like.')).rejects.toThrow(/small@2\.0\.0/)
  })
})
