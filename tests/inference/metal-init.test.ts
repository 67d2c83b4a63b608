import { expect, test } from 'vitest'
import { parseMetalInit } from '../../src/main/inference/metal-init.ts'
import { expectSound } from '../mutated.ts'

const log = `ggml_metal_device_init: GPU name:   Apple M9
ggml_metal_device_init: GPU family: MTLGPUFamilyApple10  (1010)
ggml_metal_device_init: GPU family: MTLGPUFamilyMetal3  (5001)
ggml_metal_device_init: GPU family: MTLGPUFamilyMetal4  (5002)
ggml_metal_device_init: has tensor            = true
ggml_metal_device_init: use residency sets    = false
ggml_metal_device_init: recommendedMaxWorkingSetSize  = 30150.67 MB
`
const told = {
  limitBytes: 30_150_670_000,
  limitMb: 30_150.67,
  metalFamily: 'MTLGPUFamilyMetal4',
  deviceName: 'Apple M9',
  hasTensorApi: true,
  usesResidencySets: false,
}
const nothing = {
  limitBytes: null,
  limitMb: null,
  metalFamily: null,
  deviceName: null,
  hasTensorApi: null,
  usesResidencySets: null,
}
const limitLine = (figure: string): string =>
  `ggml_metal_init: recommendedMaxWorkingSetSize  = ${figure} MB\n`

test('the device is read behind any prefix and with any end of line', () => {
  expect(parseMetalInit(log)).toEqual(told)
  expect(parseMetalInit(log.replaceAll('\n', '\r\n'))).toEqual(told)
  expect(parseMetalInit(log.replaceAll('ggml_metal', '0.00.123.456 I ggml_metal'))).toEqual(told)
})

test('a log that says nothing of Metal is nothing known', () => {
  expect(parseMetalInit('')).toEqual(nothing)
  expect(parseMetalInit('main: server is listening\n')).toEqual(nothing)
})

test.each([
  ['alone, a share of a RAM of 16 GiB', limitLine('10922.67'), 2 ** 20],
  [
    'beside buffers in MB',
    `${limitLine('5000.00')}ggml_metal_add_buffer: allocated 'kv' buffer, size =   512.00 MB\n`,
    2 ** 20,
  ],
  [
    'beside buffers in MB, a share of a RAM of 64 GiB when decimal',
    `${limitLine('51539.61')}ggml_metal_add_buffer: allocated 'kv' buffer, size =   512.00 MB\n`,
    1e6,
  ],
  ['alone, no share of any RAM', limitLine('11453.25'), 1e6],
  [
    'beside sizes in MiB',
    `${limitLine('49152.00')}load_tensors: Metal model buffer size = 4095.05 MiB\n`,
    1e6,
  ],
  ['of the function of today', limitLine('49152.00').replace('_init', '_device_init'), 1e6],
])('"MB" %s', (_, text, bytesPerMegabyte) => {
  const { limitBytes, limitMb } = parseMetalInit(text)
  expect(limitBytes).toBe(Math.round((limitMb ?? 0) * bytesPerMegabyte))
})

test("ggml's own number of a device is not its name", () => {
  const text =
    'x: GPU name:   MTL0\nllama_model_load: using device MTL0 (Apple M4) (unknown id) - 9 MiB free\n'
  expect(parseMetalInit('x: GPU name:   MTL0\n').deviceName).toBeNull()
  expect(parseMetalInit(text).deviceName).toBe('Apple M4')
  expect(parseMetalInit('x: GPU name:   MTL0 (Apple M5 Pro)\n').deviceName).toBe('Apple M5 Pro')
  expect(parseMetalInit('ggml_metal_init: picking default device: Apple M1\n').deviceName).toBe(
    'Apple M1',
  )
})

test('of two starts the last one counts, and a limit of 0 is none', () => {
  expect(parseMetalInit(limitLine('4294.98') + limitLine('5726,63')).limitMb).toBe(5_726.63)
  expect(parseMetalInit(limitLine('0.00')).limitBytes).toBeNull()
})

test('a log that was cut gives the same figure, or none', () => {
  for (let length = 0; length < log.length; length++) {
    const { limitMb, deviceName } = parseMetalInit(log.slice(0, length))
    expect([told.limitMb, null]).toContain(limitMb)
    expect([told.deviceName, null]).toContain(deviceName)
  }
})

test('foreign text gives a limit above 0, or none', () => {
  expectSound(parseMetalInit, log, ({ limitBytes }) => limitBytes === null || limitBytes > 0)
})
