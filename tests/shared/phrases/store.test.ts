import { expect, test } from 'vitest'
import { databaseErrorOf } from '../../../src/main/host/database-error.ts'
import { storeTrouble } from '../../../src/main/history/store/store-trouble.ts'
import { sayingIn, translated } from './books.ts'

/** As node:sqlite throws them: each of https://sqlite.org/rescode.html that has words of ours. */
const reasons = [5, 8, 10, 11, 13, 14].map((errcode) => {
  const error = databaseErrorOf(Object.assign(new Error('in words of SQLite'), { errcode }))
  return error instanceof Error ? error.message : ''
})

test.each(translated)(
  'what is wrong with the history is known in %s, with every reason',
  (language) => {
    const texts = [
      storeTrouble.broken('history.sqlite.broken-2'),
      storeTrouble.noSqlite,
      storeTrouble.otherVersion(true),
      storeTrouble.otherVersion(false),
      ...[...reasons, 'it is of a later Headroom', 'permission denied'].flatMap((reason) => [
        storeTrouble.unwritten(reason),
        storeTrouble.unread(reason),
      ]),
    ]
    expect(reasons).not.toContain('in words of SQLite')
    expect(texts.filter((text) => !sayingIn(language).knows(text))).toEqual([])
  },
)
