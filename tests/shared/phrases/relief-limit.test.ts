import { expect, test } from 'vitest'
import { limitGuideOf, type RaiseSigns } from '../../../src/shared/limit-guide.ts'
import type { LimitRaise } from '../../../src/shared/limit-raise.ts'
import { byHandText, raisedText, shownText, underWayText } from '../../../src/shared/limit-text.ts'
import { gib, limitMac, type LimitMac } from '../../core/limit-mac.ts'
import { unknownOf } from './books.ts'

const saidOf = ({ sentence, help, guide }: LimitRaise): readonly string[] => [
  sentence,
  ...(help === null ? [] : [help]),
  ...(guide.kind === 'ok'
    ? [guide.does, guide.risks, ...(guide.roomNote === null ? [] : [guide.roomNote])]
    : [guide.reason]),
]

const macs: readonly LimitMac[] = [
  {},
  { roomGb: [4.1, 5.3] },
  { roomGb: [9, 5.3] },
  { overrideMib: 53_248 },
  { overrideMib: 60_000 },
  { overrideMib: 7_000, ramGib: 8 },
  { ramGib: 16, defaultGib: 12 },
  { ramGib: 8, defaultGib: 6 },
  { ramGib: null },
  { mode: 'replay' },
  ...['linux', 'win32', 'freebsd', 'aix'].map((platform) => ({ platform })),
  { processor: 'Intel(R) Core(TM) i9-9980HK CPU @ 2.40GHz', overrideMib: null },
  ...['macOS 13.6', 'macOS 12.7', 'macOS 27.0', 'Darwin', null].map((system) => ({ system })),
  { overrideMib: null },
]

test('how far the limit can be raised is known in every language, or why it cannot', async () => {
  const shown = await Promise.all(macs.map((mac) => limitMac(mac).desk.limit()))
  const texts = shown.flatMap(saidOf)
  expect(new Set(texts).size).toBeGreaterThan(18)
  expect(unknownOf(texts)).toEqual([])
})

test('what is not told of a Mac is known', () => {
  const signs: RaiseSigns = {
    mode: 'live',
    platform: 'darwin',
    isAppleSilicon: true,
    macOsMajor: 26,
    ramBytes: 64 * gib,
    override: { kind: 'none' },
    now: { bytes: 48 * gib, isEstimated: true },
    room: null,
  }
  const raised = { kind: 'raised', bytes: 50 * gib } as const
  const all: readonly RaiseSigns[] = [
    signs,
    { ...signs, override: { kind: 'unknown', reason: 'it was not asked' } },
    { ...signs, ramBytes: null },
    { ...signs, ramBytes: null, override: raised },
    { ...signs, now: null },
    { ...signs, now: null, override: raised },
    { ...signs, ramBytes: 8 * gib, override: raised },
  ]
  const texts = all.map((one) => shownText(limitGuideOf(one)))
  expect(new Set(texts).size).toBe(all.length)
  expect(unknownOf([...texts, raisedText(50 * gib), byHandText, underWayText])).toEqual([])
})

test('what raising it would do, asks and has done is known', async () => {
  const sizes = [null, 0, 20e9, 48 * gib, 50 * gib, 52 * gib, 56 * gib, 56 * gib + 2 ** 20, 2 ** 60]
  const ways = [
    { isDryRun: true, isConfirmed: false },
    { isDryRun: false, isConfirmed: false },
    { isDryRun: false, isConfirmed: true },
  ]
  const worlds: readonly LimitMac[] = [
    {},
    { overrideMib: 53_248 },
    { becomesMib: 0 },
    { becomesMib: 50_000 },
    { readsBack: false, overrideMib: 53_248 },
    { metalBytes: 48 * gib },
    { metalBytes: null, overrideMib: 53_248 },
    ...[-128, -60_005, -1713].map((error) => ({
      overrideMib: 53_248,
      says: `exit 1: 0:163: execution error: No. (${error})`,
    })),
    { says: 'exit 1' },
  ]
  const raised = worlds.flatMap((world) =>
    sizes.flatMap((toBytes) =>
      ways.map((way) => limitMac(world).desk.raiseLimit({ toBytes, ...way })),
    ),
  )
  const texts = (await Promise.all(raised)).flatMap(saidOf)
  expect(new Set(texts).size).toBeGreaterThan(40)
  expect(unknownOf(texts)).toEqual([])
})
