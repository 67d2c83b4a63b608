import { expect, test } from 'vitest'
import { filledIn } from '../../../src/shared/phrases/fill.ts'

test('slots are filled as they are named, and foreign text in them stays as it is', () => {
  expect(filledIn('de', '{{a}} und {{b}}', { a: '{{b}}', b: '$& \\1' })).toBe('{{b}} und $& \\1')
  expect(filledIn('de', 'nichts', {})).toBe('nichts')
})

test('a slot that nobody fills is seen', () => {
  expect(filledIn('de', '{{a}} und {{toString}}', { a: 'x' })).toBe('x und {{toString}}')
})

test('Chinese stands apart from letters and figures, and from no mark', () => {
  expect(filledIn('zh-Hans', '退出{{name}}吗', { name: 'Loom' })).toBe('退出 Loom 吗')
  expect(filledIn('zh-Hans', '退出 {{name}} 吗', { name: '微信' })).toBe('退出 微信 吗')
  expect(
    filledIn('zh-Hans', '上限为{{limit}}，已用 {{used}}', { limit: '约 4 GB', used: '3 GB' }),
  ).toBe('上限为约 4 GB，已用 3 GB')
  expect(filledIn('zh-Hans', '{{name}} 同时运行', { name: 'Loom（4 GB）' })).toBe(
    'Loom（4 GB）同时运行',
  )
  expect(filledIn('de', '{{name}} läuft', { name: '微信 ' })).toBe('微信  läuft')
})
