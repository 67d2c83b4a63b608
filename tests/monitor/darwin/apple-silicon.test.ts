import { expect, test } from 'vitest'
import { isAppleSiliconBy } from '../../../src/main/monitor/darwin/apple-silicon.ts'
import { parseSysctl } from '../../../src/main/probes/darwin/sysctl.ts'

const told = (text: string): boolean | null => isAppleSiliconBy(parseSysctl(text))

test.each([
  ['Apple M5 Max', true],
  ['VirtualApple @ 2.50GHz', true],
  ['Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz', false],
])('a processor named %s', (name, expected) => {
  expect(told(`machdep.cpu.brand_string: ${name}\n`)).toBe(expected)
})

test('a program that is translated runs on Apple silicon, whatever the processor calls itself', () => {
  expect(told('machdep.cpu.brand_string: Intel\nsysctl.proc_translated: 1\n')).toBe(true)
})

test('where nothing is told nothing is claimed', () => {
  expect(told('')).toBe(null)
})
