import { describe, expect, test } from 'vitest'
import {
  isOurs,
  judge,
  whyNoCommand,
  type Lying,
  type Sight,
} from '../../../src/main/electron/command/judge.ts'
import { commandPlaces, isSearched } from '../../../src/main/electron/command/places.ts'

const wrapper = '/Applications/Headroom.app/Contents/Resources/bin/headroom'
const elsewhere = '/Users/me/Headroom 2.app/Contents/Resources/bin/headroom'
const home = '/Users/me'
const systems = '/usr/bin:/bin:/usr/sbin:/sbin'
const free: Lying = { kind: 'nothing', isWritable: true }
const closed: Lying = { kind: 'nothing', isWritable: false }
const link = (target: string): Lying => ({ kind: 'link', target })

/** What lies where; nothing can be written to elsewhere. */
const sights = (lying: Readonly<Record<string, Lying>>, searched = systems): readonly Sight[] =>
  commandPlaces({ homeFolder: home, searched }).map((place) => ({
    place,
    lying: lying[place.folder] ?? closed,
  }))
const judged = (lying: Readonly<Record<string, Lying>>, searched = systems) =>
  judge(sights(lying, searched), wrapper, (folder) => folder === '/usr/local/bin')

const own = `${home}/.local/bin`

describe('the command lies', () => {
  test('where the Mac has it, if the user may write there, else in a folder of the user’s own', () => {
    expect(judged({ '/usr/local/bin': free, [own]: free })).toMatchObject({
      kind: 'ok',
      path: '/usr/local/bin/headroom',
      isInstalled: false,
      isOnPath: true,
      link: null,
    })
    expect(judged({ [own]: free })).toMatchObject({
      path: '/Users/me/.local/bin/headroom',
      isOnPath: false,
    })
  })

  test('in a folder of the user’s own at once where that is searched', () => {
    const searched = `${home}/bin:${systems}`
    const both = { '/usr/local/bin': free, [`${home}/bin`]: free }
    expect(judged(both, searched)).toMatchObject({ path: '/Users/me/bin/headroom' })
    expect(judged(both)).toMatchObject({ path: '/usr/local/bin/headroom' })
  })

  test('where it was put, wherever it would be put now', () => {
    for (const folder of ['/opt/homebrew/bin', own, `${home}/bin`])
      expect(judged({ '/usr/local/bin': free, [folder]: link(wrapper) })).toMatchObject({
        path: `${folder}/headroom`,
        isInstalled: true,
        link: wrapper,
      })
  })

  test('never anew in Homebrew’s own folder', () => {
    expect(judged({ '/opt/homebrew/bin': free })).toEqual({
      kind: 'absent',
      reason: 'no folder for commands can be written to',
    })
  })

  test('not yet where the link leads to an app that has moved: it is made anew in its place', () => {
    expect(judged({ '/usr/local/bin': free, [own]: link(elsewhere) })).toMatchObject({
      path: '/Users/me/.local/bin/headroom',
      isInstalled: false,
      link: elsewhere,
    })
  })

  test.each<[string, Lying]>([
    ['a file', { kind: 'other' }],
    ['a link of npm', link('../lib/node_modules/headroom/bin/headroom.mjs')],
    ['a link to a program of that name', link('/opt/headroom/bin/headroom')],
  ])('nowhere where %s is in its place', (_, lying) => {
    expect(judged({ '/usr/local/bin': lying, [own]: free })).toEqual({
      kind: 'other',
      path: '/usr/local/bin/headroom',
    })
  })
})

test.each([
  [wrapper, true],
  [elsewhere, true],
  ['/Volumes/x/Headroom.app/Contents/Resources/bin/headroom', true],
  ['Headroom.app/Contents/Resources/bin/headroom', false],
  ['../Headroom.app/Contents/Resources/bin/headroom', false],
  ['/a/Other.app/Contents/Resources/bin/headroom', false],
  ['/a/NotHeadroom.app/Contents/Resources/bin/headroom', false],
  ['/Headroom/evil.app/Contents/Resources/bin/headroom', false],
  [`${wrapper}\n`, false],
  [`${wrapper}/..`, false],
  ['', false],
])('a link to %j is ours: %j', (target, is) => {
  expect(isOurs(target, wrapper)).toBe(is)
})

test('an app that was renamed knows its own link', () => {
  const renamed = '/Applications/Room.app/Contents/Resources/bin/headroom'
  expect(isOurs(renamed, renamed)).toBe(true)
})

test.each([
  ['/Applications/Headroom.app', true, null],
  ['/Users/me/Applications/Headroom.app', true, null],
  ['/Applications/Headroom.app', false, 'only the packaged app has a command of its own'],
  [null, true, 'only the packaged app has a command of its own'],
  [
    '/private/var/folders/x/T/AppTranslocation/0A-1B/d/Headroom.app',
    true,
    'macOS runs Headroom from a copy: move it into Applications first',
  ],
  [
    '/Volumes/Headroom 0.1.0/Headroom.app',
    true,
    'Headroom runs from a disk that may be taken out: move it into Applications first',
  ],
])('the app in %j, packaged: %j', (bundle, isPackaged, why) => {
  expect(whyNoCommand(bundle, isPackaged)).toBe(why)
})

test('a folder is searched where the variable or the system says so', () => {
  const paths = '/usr/local/bin\n/usr/bin\n'
  expect(isSearched('/usr/local/bin', systems, paths)).toBe(true)
  expect(isSearched('/usr/local/bin', systems, '')).toBe(false)
  expect(isSearched(own, `${own}:${systems}`, paths)).toBe(true)
  expect(isSearched(own, systems, paths)).toBe(false)
  expect(isSearched('/usr/local', systems, paths)).toBe(false)
})
