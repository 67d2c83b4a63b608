import { expect, test } from 'vitest'
import { createTokenPaces } from '../../../src/main/headroom/forecast/token-pace.ts'
import { modelId } from '../../../src/shared/ids.ts'

const id = modelId('a')
const model = (second: number, contextUsedTokens: number | null, further = {}) => ({
  id,
  state: 'generating' as const,
  atMs: second * 1_000,
  isStale: false,
  contextUsedTokens,
  tokensPerSecond: null,
  ...further,
})

test('the pace is by how the cache fills, prompts as well', () => {
  const paces = createTokenPaces()
  expect([0, 1, 2, 3].map((second) => paces([model(second, 100 + 400 * second)])(id))).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect(paces([model(4, 1_700)])(id)).toBe(400)
})

test('without that it is what the server says', () => {
  const paces = createTokenPaces()
  expect(paces([model(0, null, { tokensPerSecond: 31 })])(id)).toBe(31)
  expect(paces([model(1, 5, { tokensPerSecond: 31 })])(id)).toBe(31)
})

test('another text begins anew, and what is idle or long silent has none', () => {
  const paces = createTokenPaces()
  for (let second = 0; second <= 6; second++) paces([model(second, 1_000 + 100 * second)])
  expect(paces([model(7, 20)])(id)).toBeNull()
  expect(paces([model(20, 1_320)])(id)).toBe(100)
  expect(paces([model(20, 1_320, { isStale: true })])(id)).toBeNull()
  expect(paces([model(21, 1_320, { state: 'idle', tokensPerSecond: 30 })])(id)).toBeNull()
})
