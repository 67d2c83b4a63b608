import { expect, test } from 'vitest'
import { ParseError } from '../../../src/shared/parse.ts'
import { parseNvidiaSmi, readNvidiaGpus } from '../../../src/main/probes/linux/nvidia-smi.ts'
import { expectSound } from '../../mutated.ts'
import { askerOf, valueOf, type Reply, type World } from '../../world.ts'

const query =
  '--query-gpu=name,memory.used,memory.free,utilization.gpu,power.draw,temperature.gpu --format=csv,noheader,nounits'
const one = 'NVIDIA GeForce RTX 4090, 1203, 22933, 3, 21.40, 41\n'
const two = `${one}NVIDIA RTX A2000 12GB, 0, 11950, [N/A], [Not Supported], 50\n`
const stat = JSON.stringify({ type: 'file', sizeBytes: 1, modifiedAtMs: 0, device: 1, inode: 1 })
const askNvidia = (reply: Reply, program = '/usr/bin/nvidia-smi'): World =>
  new Map<string, Reply>([
    [`stat ${program}`, stat],
    [`command ${program} ${query}`, reply],
  ])

test('a card is read in bytes, ratios, watts and degrees', () => {
  expect(parseNvidiaSmi(one)).toEqual([
    {
      name: 'NVIDIA GeForce RTX 4090',
      usableBytes: (1_203 + 22_933) * 2 ** 20,
      inUseBytes: 1_203 * 2 ** 20,
      busyRatio: 0.03,
      powerWatts: 21.4,
      clockHertz: null,
      celsius: 41,
      coreCount: null,
    },
  ])
})

test('of two cards each is told, and what a card does not tell is not 0', () => {
  expect(parseNvidiaSmi(two.replaceAll('\n', '\r\n'))).toMatchObject([
    { name: 'NVIDIA GeForce RTX 4090', busyRatio: 0.03 },
    {
      name: 'NVIDIA RTX A2000 12GB',
      usableBytes: 11_950 * 2 ** 20,
      inUseBytes: 0,
      busyRatio: null,
      powerWatts: null,
      celsius: 50,
    },
  ])
})

test("a card that shares the machine's RAM is none with a memory of its own", async () => {
  const shared = 'NVIDIA GB10, [N/A], [N/A], 0, 4.12, 38\n'
  expect(parseNvidiaSmi(shared)).toEqual([])
  expect(parseNvidiaSmi(`${shared}${one}`)).toHaveLength(1)
  const reading = await readNvidiaGpus(askerOf(askNvidia(shared)))
  expect(valueOf(reading)).toBe('absent: no card with a memory of its own')
})

test.each([
  ['nothing', ''],
  ['blank lines', '\n \n'],
  ['too few columns', 'NVIDIA T4, 0, 15360\n'],
  ['too many columns', 'NVIDIA T4, 15360, 0, 0, 9, 30, 1\n'],
  ['a negative size', 'NVIDIA T4, 0, -1, 0, 9, 30\n'],
  ['a unit', 'NVIDIA T4, 0 MiB, 15360 MiB, 0 %, 9 W, 30\n'],
])('an answer with %s is refused', (_, text) => {
  expect(() => parseNvidiaSmi(text)).toThrow(ParseError)
})

test('a foreign answer is a ParseError or cards with sizes of at least 0', () => {
  expectSound(parseNvidiaSmi, two, (cards) =>
    cards.every((card) => card.usableBytes >= 0 && card.inUseBytes >= 0),
  )
})

test('a machine without nvidia-smi has no such source', async () => {
  const reading = await readNvidiaGpus(askerOf(new Map()))
  expect(valueOf(reading)).toBe('absent: nvidia-smi is not installed')
})

test('in WSL the program lies elsewhere and answers the same', async () => {
  const world = askNvidia(one, '/usr/lib/wsl/lib/nvidia-smi')
  expect(valueOf(await readNvidiaGpus(askerOf(world)))).toMatchObject([
    { name: 'NVIDIA GeForce RTX 4090' },
  ])
})

test.each([
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
  'exit code 6: No devices were found',
])('a program that finds no card to ask means there is none: %s', async (reason) => {
  const reading = await readNvidiaGpus(askerOf(askNvidia({ kind: 'failed', reason })))
  expect(valueOf(reading)).toBe(`absent: ${reason}`)
})

test('a driver that does not fit its library has failed: it never means that there is no card', async () => {
  const reason = 'exit 18: Failed to initialize NVML: Driver/library version mismatch'
  const reading = await readNvidiaGpus(askerOf(askNvidia({ kind: 'failed', reason })))
  expect(valueOf(reading)).toBe(`failed: ${reason}`)
})

test('a program that does not answer has failed, and so has one that no parser knows', async () => {
  const late = askNvidia({ kind: 'failed', reason: 'no answer within 5 s' })
  expect(valueOf(await readNvidiaGpus(askerOf(late)))).toBe('failed: no answer within 5 s')
  const garbled = await readNvidiaGpus(askerOf(askNvidia('segmentation fault')))
  expect(valueOf(garbled)).toBe('failed: not a card: segmentation fault')
})
