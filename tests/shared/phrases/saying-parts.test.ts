import { expect, test } from 'vitest'
import { figureIn } from '../../../src/shared/phrases/figure.ts'
import { markIn } from '../../../src/shared/phrases/mark.ts'
import { createSaying, type Saying } from '../../../src/shared/phrases/saying.ts'

function sayingOf(book: Readonly<Record<string, string>>): Saying {
  return createSaying({
    phrases: Object.keys(book),
    put: (phrase, slots) =>
      (book[phrase] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => slots[name] ?? '?'),
    figure: (text) => figureIn('zh-Hans', text),
    mark: (mark) => markIn('zh-Hans', mark),
  })
}

test('between sentences and clauses stand the marks of the language', () => {
  const { say, knows } = sayingOf({ 'it idles': '闲置', 'it works': '工作中' })
  expect(say('it idles. it works.')).toBe('闲置。工作中。')
  expect(say('it idles; it works')).toBe('闲置；工作中')
  expect(say('it idles: it works, it idles')).toBe('闲置：工作中，闲置')
  expect(knows('it idles. it works.')).toBe(true)
  expect(knows('it idles. it sleeps.')).toBe(false)
  expect(say('it idles. it sleeps.')).toBe('闲置。it sleeps.')
})

test('marks within brackets part nothing', () => {
  const { say, knows } = sayingOf({
    'quit {{name, raw}} ({{about}})': '退出 {{name}}（{{about}}）',
    'idle {{span, figure}}': '闲置 {{span}}',
  })
  const steps = 'quit Loom (4.1 GB, idle 12 min), quit Weft (1.0 GB)'
  expect(knows(steps)).toBe(true)
  expect(say(steps)).toBe('退出 Loom（4.1 GB，闲置 12分钟），退出 Weft（1.0 GB）')
})

test('a name may hold the word that joins a list', () => {
  const { say } = sayingOf({
    'quit {{name, raw}} ({{bytes, figure}})': '退出 {{name}}（{{bytes}}）',
    '{{all}} and {{last}}': '{{all}}和{{last}}',
  })
  expect(say('quit Loom and Weft (4.1 GB) and quit Shed (1.0 GB)')).toBe(
    '退出 Loom and Weft（4.1 GB）和退出 Shed（1.0 GB）',
  )
})

test('a name may hold the words that stand behind it, where nothing else is meant', () => {
  const { say } = sayingOf({
    '{{app, raw}} {{ratio, figure}} of its time': '{{app}} 占 {{ratio}}',
  })
  expect(say('Final Cut Pro 12 % of its time')).toBe('Final Cut Pro 占 12%')
  expect(say('Final Cut Pro 12 % of its time, Room 3D 4.1 % of its time')).toBe(
    'Final Cut Pro 占 12%，Room 3D 占 4.1%',
  )
})
