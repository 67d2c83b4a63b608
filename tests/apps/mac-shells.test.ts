import { expect, test } from 'vitest'
import { grouped, macApp, macProcess, pidsByApp } from './mac-processes.ts'

test("what an app runs in a shell of its own is the app's, though nobody tells its coalition", () => {
  const processes = [
    macProcess(10, 1, '/Applications/Xcode.app/Contents/MacOS/Xcode'),
    macProcess(11, 10, '/bin/sh'),
    macProcess(12, 11, '/usr/bin/make'),
    macProcess(13, 12, '/usr/bin/cc'),
  ]
  expect(pidsByApp(processes, null)).toEqual([['Xcode', [10, 11, 12, 13]]])
})

test("iTerm's server and its shells are iTerm's, what is started in them is not", () => {
  const bundle = '/Applications/iTerm.app'
  const processes = [
    macProcess(10, 1, `${bundle}/Contents/MacOS/iTerm2`),
    macProcess(11, 1, '/Users/user/Library/Application Support/iTerm2/iTermServer-3.6.11'),
    macProcess(12, 11, '-zsh'),
    macProcess(13, 12, '/opt/homebrew/bin/python3.13'),
  ]
  expect(pidsByApp(processes, [macApp(10, bundle, [10, 11, 12, 13])])).toEqual([
    ['iTerm', [10, 11, 12]],
    ['python3.13', [13]],
  ])
})

test('a folder named `.app` is no app', () => {
  expect(pidsByApp([macProcess(10, 1, '/Users/user/.app/tool')])).toEqual([['tool', [10]]])
})

test("an app has no bundle id of a helper's that lies in a bundle of its own", () => {
  const bundle = '/Applications/Google Chrome.app'
  const helper = `${bundle}/Contents/Frameworks/Google Chrome Helper.app`
  const processes = [
    macProcess(10, 1, `${bundle}/Contents/MacOS/Google Chrome`),
    macProcess(11, 10, `${helper}/Contents/MacOS/Google Chrome Helper`),
  ]
  const registered = { ...macApp(11, helper, []), bundleId: 'com.google.Chrome.helper' }
  const [chrome] = grouped(processes, [registered])
  expect(chrome?.bundleId).toBe(null)
  const [again] = grouped(processes, [
    registered,
    { ...macApp(10, bundle, []), bundleId: 'com.google.Chrome', bundlePath: null },
  ])
  expect(again?.bundleId).toBe('com.google.Chrome')
})

test('a coalition is known by the file of its app, where LaunchServices lists no path', () => {
  const processes = [
    macProcess(10, 1, '/Applications/Safari.app/Contents/MacOS/Safari'),
    macProcess(11, 1, '/System/Library/com.apple.WebKit.WebContent'),
  ]
  const registered = { ...macApp(10, '/Applications/Safari.app', [11]), bundlePath: null }
  expect(pidsByApp(processes, [registered])).toEqual([['Safari', [10, 11]]])
})
