import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import {
  ioAccelerators,
  parseIoAccelerators,
} from '../../../src/main/probes/darwin/io-accelerator.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const apple = `+-o AGXAcceleratorG14S  <class AGXAcceleratorG14S, id 0x100000400, registered, matched, active, busy 0 (12 ms), retain 40>
    {
      "IOReportLegend" = ({"IOReportChannels"=((1,2,"In use system memory")),"Alloc system memory"=5})
      "AGCInfo" = {"fLastSubmissionPID"=812,"fBusyCount"=0}
      "IOClass" = "AGXAcceleratorG14S"
      "PerformanceStatistics" = {"In use system memory (driver)"=4096,"Alloc system memory"=88000000000,"Tiler Utilization %"=7,"recoveryCount"=2,"Renderer Utilization %"=9,"Device Utilization %"=95,"In use system memory"=10737418240}
      "model" = "Apple M2 Max"
      "gpu-core-count" = 38
    }
    
`
const intel = `+-o AMDRadeonAccelerator  <class AMDRadeonAccelerator, id 0x100000500, registered>
    {
      "PerformanceStatistics" = {"GPU Activity(%)"=31,"vramUsedBytes"=1073741824,"vramFreeBytes"=3221225472,"Temperature(C)"=71}
      "model" = <"AMD Radeon Pro">
    }
+-o IntelAccelerator  <class IntelAccelerator, id 0x100000501, registered>
    {
      "model" = <496e74656c00>
    }
`
const plist = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<array>
  <dict>
    <key>IOObjectClass</key><string>AGXAcceleratorG13X</string>
    <key>model</key><data>QXBwbGUgTTEA</data>
    <key>gpu-core-count</key><integer>8</integer>
    <key>IORegistryEntryChildren</key>
    <array><dict><key>IOObjectClass</key><string>AGXDeviceUserClient</string></dict></array>
    <key>PerformanceStatistics</key>
    <dict>
      <key>In use system memory</key><integer>268435456</integer>
      <key>Alloc system memory</key><integer>-1</integer>
      <key>Device Utilization %</key><integer>12</integer>
    </dict>
  </dict>
</array>
</plist>
`

const unknown = {
  className: null,
  model: null,
  coreCount: null,
  inUseBytes: null,
  driverInUseBytes: null,
  allocatedBytes: null,
  deviceBusyRatio: null,
  rendererBusyRatio: null,
  tilerBusyRatio: null,
  recoveryCount: null,
  lastSubmissionPid: null,
  vramUsedBytes: null,
  vramFreeBytes: null,
}

test("Apple's GPU is read from its statistics, never from the legend of its reports", () => {
  expect(parseIoAccelerators(apple)).toEqual([
    {
      ...unknown,
      className: 'AGXAcceleratorG14S',
      model: 'Apple M2 Max',
      coreCount: 38,
      inUseBytes: 10 * 2 ** 30,
      driverInUseBytes: 4_096,
      allocatedBytes: 88_000_000_000,
      deviceBusyRatio: 0.95,
      rendererBusyRatio: 0.09,
      tilerBusyRatio: 0.07,
      recoveryCount: 2,
      lastSubmissionPid: 812,
    },
  ])
})

test('each card of an Intel Mac is told; one without statistics is unknown, not idle', () => {
  expect(parseIoAccelerators(intel)).toEqual([
    {
      ...unknown,
      className: 'AMDRadeonAccelerator',
      model: 'AMD Radeon Pro',
      deviceBusyRatio: 0.31,
      vramUsedBytes: 2 ** 30,
      vramFreeBytes: 3 * 2 ** 30,
    },
    { ...unknown, className: 'IntelAccelerator', model: 'Intel' },
  ])
})

test('a plist says the same, without the children of the GPU', () => {
  expect(parseIoAccelerators(plist)).toEqual([
    {
      ...unknown,
      className: 'AGXAcceleratorG13X',
      model: 'Apple M1',
      coreCount: 8,
      inUseBytes: 2 ** 28,
      deviceBusyRatio: 0.12,
    },
  ])
})

test('lines that grep left are read, two of one kind as two GPUs', () => {
  const lines = [1, 2].map((bytes) => `"PerformanceStatistics" = {"In use system memory"=${bytes}}`)
  expect(parseIoAccelerators(`    ${lines.join('\n  | |   ')}\n`)).toEqual([
    { ...unknown, inUseBytes: 1 },
    { ...unknown, inUseBytes: 2 },
  ])
})

test('the children of a GPU are none, and their properties are not its own', () => {
  const child = `  | +-o AGXDeviceUserClient  <class AGXDeviceUserClient, id 0x100000600>
  |     "model" = "none"
`
  expect(parseIoAccelerators(apple + child)).toEqual(parseIoAccelerators(apple))
})

test('a machine without a GPU has none', () => {
  expect(parseIoAccelerators('')).toEqual([])
  expect(parseIoAccelerators('\n')).toEqual([])
  expect(parseIoAccelerators('<plist version="1.0"><array/></plist>\n')).toEqual([])
})

test.each([
  ['clipped statistics', apple.replace(',"In use system memory"=10737418240}', '')],
  ['figures past 2^53', apple.replace(/=10737418240/, '=18446744072001552384')],
  ['negative figures', apple.replace(/=10737418240/, '=-1')],
])('%s are not believed', (_, text) => {
  expect(parseIoAccelerators(text)).toMatchObject([{ inUseBytes: null, model: 'Apple M2 Max' }])
})

test('a busy ratio above 1 is not believed', () => {
  expect(parseIoAccelerators(apple.replace('=95', '=950'))).toMatchObject([
    { deviceBusyRatio: null },
  ])
})

test.each(['ioreg: command not found\n', '+-o X  <class XUserClient, id 0x1>\n', '<plist>'])(
  'a text without a GPU is refused: %s',
  (text) => {
    expect(() => parseIoAccelerators(text)).toThrow(ParseError)
  },
)

test.each([apple, intel, plist, intel.replaceAll('\n', '\r\n')])(
  'a cut text never gives a shortened figure',
  (text) => {
    expectNoShortenedFigure(parseIoAccelerators, text)
  },
)

test.each([apple, plist])('a foreign text is a ParseError or numbers of at least 0', (text) => {
  expectSound(parseIoAccelerators, text, (value) =>
    numbersIn(value).every((figure) => figure >= 0 && figure <= Number.MAX_SAFE_INTEGER),
  )
})

test('one level of nodes is asked for, with whole lines', () => {
  expect(keyOf(ioAccelerators.question)).toBe('/usr/sbin/ioreg -r -d 1 -w 0 -c IOAccelerator')
})
