import { expect, test } from 'vitest'
import { groupedBy, namedIn } from './expressions.ts'

test('of an expression the metrics are named, each with the labels that it is matched by', () => {
  const expression =
    'topk(10, sum by (instance, app) (a_bytes{job=~"$job", kind="x{y"})) / ignoring (kind) b:c:sum unless avg_over_time(d[10m]) == 1 and time() > 5e+06'
  expect(namedIn(expression)).toEqual([
    { name: 'a_bytes', labels: ['job', 'kind'] },
    { name: 'b:c:sum', labels: [] },
    { name: 'd', labels: [] },
  ])
  expect(groupedBy(expression)).toEqual(['instance', 'app', 'kind'])
})
