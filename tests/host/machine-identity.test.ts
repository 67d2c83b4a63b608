import { describe, expect, test } from 'vitest'
import { createMachineRedact } from '../../src/main/host/machine-identity.ts'
import { createRedact } from '../../src/main/host/redact.ts'

const profile = JSON.stringify(
  {
    SPHardwareDataType: [
      {
        chip_type: 'Apple M4 Pro',
        platform_UUID: 'A1B2C3D4-0000-1111-2222-ABCDEFABCDEF',
        provisioning_UDID: '00006040-001A2B3C4D5E6F78',
        serial_number: 'C02ABCDEFGHJ',
        physical_memory: '48 GB',
      },
    ],
    SPDisplaysDataType: [{ _spdisplays_: 1, '_spdisplays_display-serial-number': '4c2d9f01' }],
  },
  null,
  2,
)

describe('what names one machine goes', () => {
  test('from the answer of system_profiler, which stays JSON', () => {
    const clean = createMachineRedact()(profile)
    expect(JSON.parse(clean)).toEqual({
      SPHardwareDataType: [
        {
          chip_type: 'Apple M4 Pro',
          platform_UUID: '00000000-0000-4000-8000-000000000001',
          provisioning_UDID: '[removed]',
          serial_number: '[removed]',
          physical_memory: '48 GB',
        },
      ],
      SPDisplaysDataType: [{ _spdisplays_: 1, '_spdisplays_display-serial-number': '[removed]' }],
    })
  })

  test.each([
    ['"IOPlatformSerialNumber" = "C02ABCDEFGHJ"', '"IOPlatformSerialNumber" = "[removed]"'],
    ['      Serial Number (system): C02ABCDEFGHJ\n', '      Serial Number (system): [removed]\n'],
    ['{"crashReporterKey":"4AFA-99","pid":1}', '{"crashReporterKey":"[removed]","pid":1}'],
    [
      '/private/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/x',
      '/private/var/folders/xx/folder/T/x',
    ],
    ['the build 00008103-x is no serial', 'the build 00008103-x is no serial'],
  ])('%j', (text, clean) => {
    expect(createMachineRedact()(text)).toBe(clean)
  })

  test('one UUID always becomes the same substitute, and two become two', () => {
    const redact = createMachineRedact()
    const [one, two] = [
      'A1B2C3D4-0000-1111-2222-ABCDEFABCDEF',
      'ffffffff-0000-1111-2222-abcdefabcdef',
    ]
    expect(redact(`${one} ${two} ${one.toLowerCase()}`)).toBe(
      '00000000-0000-4000-8000-000000000001 00000000-0000-4000-8000-000000000002 00000000-0000-4000-8000-000000000001',
    )
  })

  test('of UUIDs without end the last are known, and no two share a substitute', () => {
    const redact = createMachineRedact()
    const uuidOf = (index: number): string =>
      `a1b2c3d4-0000-1111-2222-${String(index).padStart(12, '0')}`
    const all = Array.from({ length: 3_000 }, (_, index) => redact(uuidOf(index)))
    expect(new Set(all).size).toBe(all.length)
    expect(redact(uuidOf(2_999))).toBe(all[2_999])
    expect(all).not.toContain(redact(uuidOf(0)))
  })

  test('twice changes nothing more, and a recording goes through it', () => {
    const redact = createRedact(['ann'])
    const once = redact(profile)
    expect(redact(once)).toBe(once)
    expect(once).not.toMatch(/C02ABCDEFGHJ|4c2d9f01|A1B2C3D4|001A2B3C/)
  })
})
