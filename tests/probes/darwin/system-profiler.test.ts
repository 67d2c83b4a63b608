import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import {
  parseSystemProfile,
  systemProfile,
} from '../../../src/main/probes/darwin/system-profiler.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, parsedOrNull } from '../../mutated.ts'

const machine = {
  _name: 'hardware_overview',
  chip_type: 'Apple M9',
  machine_model: 'Mac30,1',
  machine_name: 'MacBook Pro',
  number_processors: 'proc 12:8:4',
  physical_memory: '36 GB',
  serial_number: 'SECRET-SERIAL',
  platform_UUID: 'SECRET-UUID',
}
const gpu = {
  _name: 'kHW_AppleM9Item',
  sppci_model: 'Apple M9',
  sppci_cores: '20',
  spdisplays_mtlgpufamilysupport: 'spdisplays_metal4',
  spdisplays_ndrvs: [{ _name: 'Color LCD', '_spdisplays_display-serial-number': 'SECRET' }],
}
const textOf = (hardware: object, ...gpus: readonly object[]): string =>
  JSON.stringify({ SPHardwareDataType: [hardware], SPDisplaysDataType: gpus }, null, 2)
const text = textOf(machine, gpu)

test('the machine and its GPU are read, and serial numbers are not', () => {
  expect(parseSystemProfile(text)).toEqual({
    gpuName: 'Apple M9',
    gpuCoreCount: 20,
    metal: 'spdisplays_metal4',
    displayCount: 1,
    processor: 'Apple M9',
    modelIdentifier: 'Mac30,1',
    modelName: 'MacBook Pro',
    totalBytes: 36 * 2 ** 30,
    coreCount: 12,
    performanceCoreCount: 8,
    efficiencyCoreCount: 4,
    numberProcessors: 'proc 12:8:4',
    macosVersion: null,
  })
  expect(JSON.stringify(parseSystemProfile(text))).not.toContain('SECRET')
})

test.each([
  ['proc 18:6:0:12', 18, null, null],
  ['proc 8:4:3', 8, null, null],
  [6, 6, null, null],
  ['6', 6, null, null],
  ['many', null, null, null],
  [null, null, null, null],
])('of the processors %s only what is sure is told', (number_processors, ...counts) => {
  const told = parseSystemProfile(textOf({ ...machine, number_processors }, gpu))
  expect([told.coreCount, told.performanceCoreCount, told.efficiencyCoreCount]).toEqual(counts)
})

test("an Intel Mac's first GPU is named, and displays are counted over all of them", () => {
  const intel = {
    cpu_type: 'Quad-Core Intel Core i7',
    number_processors: 4,
    physical_memory: '16 GB',
  }
  const ownGpu = {
    sppci_model: 'Intel Iris',
    spdisplays_metal: 'spdisplays_supported',
    spdisplays_ndrvs: [{}],
  }
  const amd = {
    sppci_model: 'AMD Radeon Pro',
    spdisplays_metalfamily: 'spdisplays_mtlgpufamilymac2',
    spdisplays_ndrvs: [
      {},
      { _name: 'spdisplays_display_connector', spdisplays_status: 'spdisplays_not_connected' },
    ],
  }
  expect(parseSystemProfile(textOf(intel, ownGpu, amd))).toMatchObject({
    gpuName: 'Intel Iris',
    gpuCoreCount: null,
    metal: 'spdisplays_supported',
    displayCount: 2,
    processor: 'Quad-Core Intel Core i7',
    coreCount: 4,
  })
})

test('a part that was not asked for is null, and so is a list of displays that is not there', () => {
  const displays = JSON.stringify({ SPDisplaysDataType: [{ _name: 'Apple M2', sppci_cores: 0 }] })
  expect(parseSystemProfile(displays)).toMatchObject({
    gpuName: 'Apple M2',
    gpuCoreCount: null,
    displayCount: null,
    totalBytes: null,
    processor: null,
  })
  const software = JSON.stringify({ SPSoftwareDataType: [{ os_version: 'macOS 11.2.3 (20D91)' }] })
  expect(parseSystemProfile(software).macosVersion).toBe('11.2.3')
})

test.each(['', '{}', '[]', 'Hardware:\n', '{"SPHardwareDataType":7}'])(
  '%s is refused',
  (foreign) => {
    expect(() => parseSystemProfile(foreign)).toThrow(ParseError)
  },
)

test('a text that was cut says nothing', () => {
  for (let length = 0; length < text.length; length++) {
    expect(parsedOrNull(parseSystemProfile, text.slice(0, length))).toBeNull()
  }
})

test('foreign text is a ParseError or counts above 0', () => {
  expectSound(
    parseSystemProfile,
    text,
    ({ totalBytes, coreCount }) => totalBytes !== 0 && coreCount !== 0,
  )
})

test('the question is that of the product', () => {
  expect(keyOf(systemProfile.question)).toBe(
    '/usr/sbin/system_profiler -json SPHardwareDataType SPDisplaysDataType',
  )
})
