import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import { fromRoot } from '../from-root.ts'
import { allDoubts } from './all-doubts.ts'
import { personDoubts } from './doubts/for-person.ts'
import { createAnswerKeeper } from './keep-answers.ts'
import { marks, notAskable, placesNotAskable } from './marks.ts'
import { replayedMac } from './replayed-mac.ts'
import { sourcesOf } from './sources.ts'

const sources = sourcesOf(pid(3100), 'ASN:0x0-0x1:', pid(300))
const keeper = createAnswerKeeper(replayedMac('mac-m2max-32gb-loading'), '/nowhere', {
  source: 'a test',
  provenance: 'composed',
})
const doubts = [
  ...allDoubts({ keeper, sources, folder: '/nowhere', takeCosts: () => undefined }),
  ...personDoubts,
]

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
const textOf = (file: string): string => readFileSync(fromRoot(file), 'utf8')

/** What our code says of itself where no Mac has confirmed it. */
const saysSo =
  /never (?:been )?(?:run|seen|asked) on a Mac|(?:has|have) (?:never )?run on a Mac|none was seen on a Mac|never seen on a Mac/i

describe('the doubts', () => {
  test('have ids of their own', () => {
    const ids = doubts.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(ids.filter((id) => !/^[a-z\d]+(?:-[a-z\d]+)*$/.test(id))).toEqual([])
  })

  test('each name a place in our code that is there', () => {
    const lost = doubts.flatMap(({ id, at }) =>
      at
        .filter(({ file, text }) => !textOf(file).includes(text))
        .map(({ file, text }) => `${id}: "${text}" is not in ${file}`),
    )
    expect(lost).toEqual([])
    expect(doubts.filter(({ at }) => at.length === 0).map(({ id }) => id)).toEqual([])
  })

  test('ask every open mark of the references, or say why no script can', () => {
    const asked = new Set(doubts.flatMap((doubt) => doubt.marks))
    const open = Object.keys(marks).filter(
      (mark) => ![...asked, ...Object.keys(notAskable)].some((one) => one === mark),
    )
    expect(open).toEqual([])
  })

  test('ask every place of our code that says it has never run on a Mac, or say why no script can', () => {
    const asked = new Set(doubts.flatMap(({ at }) => at.map(({ file }) => file)))
    const saying = filesUnder('src').filter(
      (file) =>
        !/^src\/(?:renderer\/words|shared\/phrases)\//.test(file) && saysSo.test(textOf(file)),
    )
    expect(saying.length).toBeGreaterThan(5)
    expect(saying.filter((file) => !asked.has(file) && !placesNotAskable.has(file))).toEqual([])
    expect([...placesNotAskable.keys()].filter((file) => !saying.includes(file))).toEqual([])
  })
})

describe('the sources', () => {
  /** They ask for an administrator: the limit is set by sysctl alone, with --with-changes, and the rule by a person. */
  const neverRecorded = new Set(['setWiredLimit', 'writePowerRule', 'removePowerRule'])

  test('are every probe of macOS', () => {
    const exported = filesUnder('src/main/probes/darwin').flatMap((file) =>
      [...textOf(file).matchAll(/^export const (\w+)(?:: Probe<| = \([^)]*\): Probe<)/gm)].map(
        ([, name]) => name ?? '',
      ),
    )
    const recorded =
      textOf('tests/mac-check/sources.ts') +
      textOf('tests/mac-check/doubts/power.ts') +
      textOf('tests/mac-check/doubts/system-end.ts')
    expect(exported.length).toBeGreaterThan(25)
    expect(exported.filter((name) => !neverRecorded.has(name) && !recorded.includes(name))).toEqual(
      [],
    )
  })

  test('have a file each', () => {
    const files = sources.map(({ tool, name, ending }) => `${tool}/${name}.${ending}`)
    expect(files.filter((file, index) => files.indexOf(file) !== index)).toEqual([])
  })
})
