// `node build/finish-release.ts dist owner/name signed|unsigned`: looks at what electron-builder has left in the folder, and
// lays beside it what a release wants too: the Homebrew cask, digests, notes.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import manifest from '../package.json' with { type: 'json' }
import { fillCask } from './fill-cask.ts'
import { notesOf } from './release-notes.ts'

const { version } = manifest
const image = `Headroom-${version}-arm64.dmg`
const archive = `Headroom-${version}-arm64.zip`
const feed = 'latest-mac.yml'
const template = new URL('../packaging/homebrew/headroom.rb.template', import.meta.url)

const digestOf = (bytes: Uint8Array, algorithm: 'sha256' | 'sha512') =>
  createHash(algorithm).update(bytes)

/** What an app that is installed asks for: it must lead to this very archive, or every update fails. */
function checkFeed(text: string, zip: Uint8Array): void {
  const found: unknown = parse(text)
  const sha512 = digestOf(zip, 'sha512').digest('base64')
  const wanted = { version, path: archive, sha512 }
  const told = typeof found === 'object' && found !== null ? Object.entries(found) : []
  for (const [key, value] of Object.entries(wanted)) {
    const said = told.find(([name]) => name === key)?.[1]
    if (said !== value) throw new Error(`${feed}: ${key} is ${String(said)}, and not ${value}`)
  }
}

const [folder = '', repository = '', signing = ''] = process.argv.slice(2)
if (signing !== 'signed' && signing !== 'unsigned') {
  throw new Error('usage: node build/finish-release.ts <folder> <owner/name> signed|unsigned')
}
const [dmg, zip] = [await readFile(join(folder, image)), await readFile(join(folder, archive))]
checkFeed(await readFile(join(folder, feed), 'utf8'), zip)
const sha256 = digestOf(dmg, 'sha256').digest('hex')
const sums = `${sha256}  ${image}\n${digestOf(zip, 'sha256').digest('hex')}  ${archive}\n`
const cask = fillCask(await readFile(template, 'utf8'), { version, sha256, repository })
await writeFile(join(folder, 'headroom.rb'), cask)
await writeFile(join(folder, 'SHA256SUMS'), sums)
await writeFile(join(folder, 'notes.md'), notesOf({ isSigned: signing === 'signed', image }))
