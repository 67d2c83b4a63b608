import { expect, test } from 'vitest'
import { pid } from '../../../src/shared/ids.ts'
import {
  frontApp,
  parseFrontApp,
  parseRegisteredApps,
  registeredApp,
  registeredApps,
  type RegisteredApp,
} from '../../../src/main/probes/darwin/lsappinfo.ts'
import { Absent } from '../../../src/main/host/attempt.ts'
import { keyOf } from '../../../src/main/host/host.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const list = ` 1) "Notes "a" [b] مرحبا" ASN:0x0-0x8008: (in front)
    bundleID="org.example.notes"
    bundle path="/Applications/Notes (old).app"
    executable path="/Applications/Notes (old).app/Contents/MacOS/Notes"
    pid = 617 token=[sess=100019 pid=9999 uid:501,501] !signalled type="Foreground" flavor=3 Version="1 type="x" Arch=X" fileType="APPL" Arch=ARM64 sandboxed 
    parentASN="Starter" ASN:0x0-0x84084: 
    coalition: 1682  { 5064 5070 }
 2) "Helper" ASN:0x0-0x18018: 
    bundleID=[ NULL ] 
    pid = 44889 type="BackgroundOnly" flavor=2 Version=[ NULL ]  fileType="????"
    coalition: 371
31) "No process" ASN:0x0-0x20020: 
    bundleID="org.example.gone"
32) "Ended" ASN:0x0-0x30030: 
    pid = 31 type="UIElement" flavor=3 Arch=x86_64 (exited-with-subordinates)
`
const helper: RegisteredApp = {
  asn: 'ASN:0x0-0x18018',
  name: 'Helper',
  bundleId: null,
  bundlePath: null,
  executable: null,
  pid: pid(44_889),
  type: 'BackgroundOnly',
  architecture: null,
  isFront: false,
  coalitionId: 371,
  coalitionPids: null,
  hasExited: false,
}
const ended: RegisteredApp = {
  ...helper,
  asn: 'ASN:0x0-0x30030',
  name: 'Ended',
  pid: pid(31),
  type: 'UIElement',
  architecture: 'x86_64',
  coalitionId: null,
  hasExited: true,
}
const notes: RegisteredApp = {
  asn: 'ASN:0x0-0x8008',
  name: 'Notes "a" [b] مرحبا',
  bundleId: 'org.example.notes',
  bundlePath: '/Applications/Notes (old).app',
  executable: '/Applications/Notes (old).app/Contents/MacOS/Notes',
  pid: pid(617),
  type: 'Foreground',
  architecture: 'ARM64',
  isFront: true,
  coalitionId: 1_682,
  coalitionPids: [pid(5_064), pid(5_070)],
  hasExited: false,
}

test('every app with a pid is told, and what its lines do not say is null', () => {
  expect(parseRegisteredApps(list)).toEqual([notes, helper, ended])
  expect(parseRegisteredApps(list.replaceAll('\n', '\r\n'))).toEqual([notes, helper, ended])
})

test('an app without a name goes by the name of its bundle', () => {
  const text = '[ NULL ]  ASN:0x0-0xcc0cc: (in front)\n bundle path="/A/Mail.app"\n pid = 7\n'
  expect(parseRegisteredApps(text)).toMatchObject([{ name: 'Mail', pid: 7, isFront: true }])
})

test('an app that is not registered is no app, while a list without apps is no list', () => {
  expect(registeredApp('ASN:0x0-0x1').parse('\n')).toEqual([])
  expect(registeredApp('ASN:0x0-0x1').parse('[ NULL ] \n')).toEqual([])
  expect(() => parseRegisteredApps('')).toThrow(ParseError)
  expect(() => parseRegisteredApps('Error: no session\n')).toThrow(ParseError)
})

test('where nobody is logged in at the screen there are no apps to list, while garbage is refused', () => {
  for (const text of ['', '\n', '[ NULL ] \n']) {
    expect(() => registeredApps.parse(text)).toThrow(Absent)
  }
  expect(() => registeredApps.parse('Error: no session\n')).toThrow(ParseError)
  expect(registeredApps.parse(list)).toEqual([notes, helper, ended])
})

test('the app in front is named without its last colon', () => {
  expect(parseFrontApp('ASN:0x0-0xa30a3: \n')).toBe('ASN:0x0-0xa30a3')
  expect(parseFrontApp('[ NULL ] \n')).toBeNull()
  expect(parseFrontApp('')).toBeNull()
  expect(() => parseFrontApp('ASN:0x0-0xa3')).toThrow(ParseError)
})

test('the questions are those of the product', () => {
  expect(
    [registeredApps, registeredApp('ASN:0x0-0x1'), frontApp].map((one) => keyOf(one.question)),
  ).toEqual([
    '/usr/bin/lsappinfo list',
    '/usr/bin/lsappinfo info ASN:0x0-0x1',
    '/usr/bin/lsappinfo front',
  ])
})

test('a text that was cut tells the same of an app, or less', () => {
  const whole = new Map(parseRegisteredApps(list).map((app) => [app.asn, app]))
  for (let length = 0; length < list.length; length++) {
    for (const app of parsedOrNull(parseRegisteredApps, list.slice(0, length)) ?? []) {
      const good = new Map(Object.entries(whole.get(app.asn) ?? {}))
      for (const [key, value] of Object.entries(app)) {
        if (value !== null) expect(value).toEqual(good.get(key))
      }
    }
  }
})

test('foreign text is a ParseError or apps with pids', () => {
  expectSound(parseRegisteredApps, list, (apps) =>
    apps.every((app) => app.pid > 0 && app.name !== ''),
  )
})
