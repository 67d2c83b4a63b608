import { expect, test } from 'vitest'
import { keyOf } from '../../../src/main/host/host.ts'
import {
  gpuClients,
  gpuTimeByPid,
  parseGpuClients,
} from '../../../src/main/probes/darwin/gpu-clients.ts'
import { ParseError } from '../../../src/shared/parse.ts'
import { expectSound, numbersIn } from '../../mutated.ts'
import { expectNoShortenedFigure } from './cut-text.ts'

const client = (lines: readonly string[], edge = ''): string =>
  [
    `${edge}+-o AGXDeviceUserClient  <class AGXDeviceUserClient, id 0x100001000, !registered>`,
    `${edge}    {`,
    ...lines.map((line) => `${edge}      ${line}`),
    `${edge}    }`,
    `${edge}    `,
    '',
  ].join('\n')

const usage = (ns: number): string =>
  `"AppUsage" = ({"API"="Metal","lastSubmittedTime"=${ns + 5},"accumulatedGPUTime"=${ns}},{"API"="Metal","lastSubmittedTime"=7,"accumulatedGPUTime"=30})`
const creator = (text: string): string => `"IOUserClientCreator" = "${text}"`

const three =
  client([usage(1_000), creator('pid 812, ollama'), '"CommandQueueCount" = 2']) +
  client(['"AppUsage" = ()', creator('pid 99, Some Helper (GPU')]) +
  client([creator('pid 812, ollama'), usage(2_000)], '  | ')

test('the entries of a client are summed, whatever the order of its lines', () => {
  expect(parseGpuClients(three)).toEqual([
    { pid: 812, name: 'ollama', gpuTimeNs: 1_030, lastSubmittedNs: 1_005, commandQueueCount: 2 },
    {
      pid: 99,
      name: 'Some Helper (GPU',
      gpuTimeNs: 0,
      lastSubmittedNs: null,
      commandQueueCount: null,
    },
    { pid: 812, name: 'ollama', gpuTimeNs: 2_030, lastSubmittedNs: 2_005, commandQueueCount: null },
  ])
})

test("the GPU time of a pid is the sum over its clients'", () => {
  expect([...gpuTimeByPid(parseGpuClients(three))]).toEqual([
    [812, 3_060],
    [99, 0],
  ])
})

test('a client that has submitted nothing yet has used no time', () => {
  const unused = client([creator('pid 5, a'), '"CommandQueueCount" = 0'])
  expect(parseGpuClients(unused + three)).toEqual([
    { pid: 5, name: 'a', gpuTimeNs: 0, lastSubmittedNs: null, commandQueueCount: 0 },
    ...parseGpuClients(three),
  ])
  expectNoShortenedFigure(parseGpuClients, unused + three)
})

test('a client of something else is none of the GPU', () => {
  const other = client([creator('pid 5, a')]).replaceAll('AGXDevice', 'IOSurfaceRoot')
  expect(parseGpuClients(other)).toEqual([])
})

test('lines that were picked out of a listing say nothing of a client without its use', () => {
  const picked = three
    .split('\n')
    .filter((line) => !/[{}]$/.test(line.trim()))
    .join('\n')
  const [first = ''] = picked.split('"AppUsage"')
  expect(parseGpuClients(`${first}      ${creator('pid 5, a')}\n`)).toEqual([])
})

test('a plist says the same', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><array><dict>
  <key>IOUserClientCreator</key><string>pid 812, ollama</string>
  <key>AppUsage</key><array><dict><key>accumulatedGPUTime</key><integer>1030</integer></dict></array>
</dict></array></plist>
`
  expect(parseGpuClients(text)).toEqual([
    { pid: 812, name: 'ollama', gpuTimeNs: 1_030, lastSubmittedNs: null, commandQueueCount: null },
  ])
})

test('no client is an answer', () => {
  expect(parseGpuClients('')).toEqual([])
})

test.each([
  ['whose use of the GPU is no list', [creator('pid 5, a'), '"AppUsage" = 7']],
  ['without its creator', [usage(1)]],
  ['of a clipped line', [creator('pid 5, a'), usage(1).slice(0, -4)]],
  ['with a time past 2^53', [creator('pid 5, a'), usage(2 ** 54)]],
  ['with a negative time', [creator('pid 5, a'), usage(-50)]],
  ['with an entry of no time', [creator('pid 5, a'), '"AppUsage" = ({"API"="Metal"})']],
  ['of pid 0', [creator('pid 0, kernel'), usage(1)]],
])('a client %s is left out, the others are not', (_, lines) => {
  expect(parseGpuClients(client(lines) + three)).toEqual(parseGpuClients(three))
})

test('a name may hold quotes and commas', () => {
  const text = client([creator('pid 5, a "b", c'), usage(1)])
  expect(parseGpuClients(text)).toMatchObject([{ pid: 5, name: 'a "b", c' }])
})

test.each([
  ['that is none', 'ioreg: error: no such class\n'],
  ['cut in a line', three.trimEnd().slice(0, -20)],
  ['cut in a node', client([creator('pid 812, ollama')]).split('    }')[0] ?? ''],
])('a listing %s is refused', (_, text) => {
  expect(() => parseGpuClients(text)).toThrow(ParseError)
})

test('a cut text never gives a shortened figure', () => {
  expectNoShortenedFigure(parseGpuClients, three)
  expectNoShortenedFigure(parseGpuClients, three.replaceAll('\n', '\r\n'))
})

test('a foreign text is a ParseError or whole numbers of at least 0', () => {
  expectSound(parseGpuClients, three, (value) =>
    numbersIn(value).every((figure) => Number.isSafeInteger(figure) && figure >= 0),
  )
})

test('the clients of the GPU alone are asked for', () => {
  expect(keyOf(gpuClients.question)).toBe('/usr/sbin/ioreg -r -c AGXDeviceUserClient -l')
})
