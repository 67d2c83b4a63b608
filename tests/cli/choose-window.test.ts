import { describe, expect, test } from 'vitest'
import { chooseWindow, type Circumstances } from '../../src/main/choose-window.ts'
import type { ElectronBinary } from '../../src/main/electron-binary.ts'

const found: ElectronBinary = { kind: 'found', path: '/opt/electron' }
const notDownloaded: ElectronBinary = {
  kind: 'missing',
  reason: 'Electron is not downloaded',
  installer: '/opt/install.js',
}
const noDisplay: ElectronBinary = {
  kind: 'missing',
  reason: 'There is no display here',
  installer: null,
}

interface Case extends Partial<Circumstances> {
  /** What is found, time after time. */
  readonly finds: readonly ElectronBinary[]
  readonly saysYes?: boolean | null
  readonly isDownloaded?: boolean | null
}

/** The choice, and what was asked and downloaded on the way to it. */
async function choiceOf({ finds, saysYes = true, isDownloaded = true, ...given }: Case) {
  const left = [...finds]
  const done: string[] = []
  const choice = await chooseWindow({
    platform: 'darwin',
    isInteractive: true,
    find: async () => left.shift() ?? noDisplay,
    ask: async (question) => {
      done.push(`asked: ${question}`)
      return saysYes
    },
    download: async (installer) => {
      done.push(`downloaded by ${installer}`)
      return isDownloaded
    },
    ...given,
  })
  return { choice, done }
}

const window = { kind: 'window', electronPath: '/opt/electron' }
const browser = (reason: string) => ({ kind: 'browser', reason })
const asked =
  'asked: The menu bar needs Electron, which is not downloaded yet (over 100 MB from github.com). Download it now?'
const downloaded = 'downloaded by /opt/install.js'

describe('Headroom shows itself in the menu bar', () => {
  test.each(['darwin', 'linux', 'win32'])('where Electron is, on %s', async (platform) => {
    for (const isInteractive of [true, false]) {
      const answer = await choiceOf({ finds: [found], platform, isInteractive })
      expect(answer).toEqual({ choice: window, done: [] })
    }
  })

  test('on a Mac where a person wants it downloaded, and it is there then', async () => {
    const answer = await choiceOf({ finds: [notDownloaded, found] })
    expect(answer).toEqual({ choice: window, done: [asked, downloaded] })
  })
})

describe('Headroom shows itself nowhere', () => {
  test('where the person leaves instead of answering: nothing is downloaded', async () => {
    const answer = await choiceOf({ finds: [notDownloaded], saysYes: null })
    expect(answer).toEqual({ choice: { kind: 'none' }, done: [asked] })
  })

  test('where the person stops the download', async () => {
    const answer = await choiceOf({ finds: [notDownloaded, found], isDownloaded: null })
    expect(answer).toEqual({ choice: { kind: 'none' }, done: [asked, downloaded] })
  })
})

describe('Headroom shows itself in the browser, and says why,', () => {
  test.each<readonly [string, Case]>([
    ['on another platform', { finds: [notDownloaded], platform: 'linux' }],
    ['where nobody sits at a terminal', { finds: [notDownloaded], isInteractive: false }],
    ['where a download would not help', { finds: [noDisplay] }],
  ])('%s: nobody is asked', async (_, circumstances) => {
    const { choice, done } = await choiceOf(circumstances)
    const [first] = circumstances.finds
    expect(choice).toEqual(browser(first?.kind === 'missing' ? first.reason : ''))
    expect(done).toEqual([])
  })

  test('where the person says no: nothing is downloaded', async () => {
    const answer = await choiceOf({ finds: [notDownloaded], saysYes: false })
    expect(answer).toEqual({ choice: browser('Electron is not downloaded'), done: [asked] })
  })

  test('where the download fails: nothing is looked for again', async () => {
    const answer = await choiceOf({ finds: [notDownloaded, found], isDownloaded: false })
    const choice = browser('Electron could not be downloaded')
    expect(answer).toEqual({ choice, done: [asked, downloaded] })
  })

  test('where it is still not there after the download, which is not offered again', async () => {
    const answer = await choiceOf({ finds: [notDownloaded, noDisplay] })
    const choice = browser('There is no display here')
    expect(answer).toEqual({ choice, done: [asked, downloaded] })
  })
})
