import { expect, test } from 'vitest'
import {
  labelValues,
  meanOf,
  parsePrometheus,
  sumOf,
} from '../../../src/main/inference/answers/prometheus.ts'
import { expectSound } from '../../mutated.ts'

const page = [
  '# HELP a:total Number of a.',
  '# TYPE a:total counter',
  'a:total{model="acme/m",engine="0"} 1.5e+03',
  'a:total{model="acme/m",engine="1"} 500 1395066363000',
  'a:other{model="x",le="+Inf",} 3',
  'bare 7',
  'never NaN',
  'endless +Inf',
  'no sample at all',
].join('\n')

test('samples are read with their labels, and what is none is passed over', () => {
  const samples = parsePrometheus(page)
  expect(samples.map(({ name, value }) => [name, value])).toEqual([
    ['a:total', 1_500],
    ['a:total', 500],
    ['a:other', 3],
    ['bare', 7],
  ])
  expect(samples[2]?.labels).toEqual(
    new Map([
      ['model', 'x'],
      ['le', '+Inf'],
    ]),
  )
})

test('a label may hold a bracket, a quote and a line break; what a terminal obeys is not kept', () => {
  const [sample] = parsePrometheus(String.raw`a{m="x} 5 \"y\" \\ \n",k="v"} 2`)
  expect(sample?.value).toBe(2)
  expect(sample?.labels.get('m')).toBe('x} 5 "y" \\ \ufffd')
  expect(sample?.labels.get('k')).toBe('v')
})

test('an exemplar behind a figure is not taken for the figure', () => {
  const [sample] = parsePrometheus('a_bucket{le="1"} 24 # {trace_id="t"} 0.5 1.7e9')
  expect(sample?.value).toBe(24)
  expect(sample?.labels.get('trace_id')).toBeUndefined()
})

test('a metric is summed over its labels, or averaged; one that is not there is not 0', () => {
  const samples = parsePrometheus(page)
  expect(sumOf(samples, 'a:total')).toBe(2_000)
  expect(meanOf(samples, 'a:total')).toBe(1_000)
  expect(sumOf(samples, 'never')).toBeNull()
  expect(meanOf(samples, 'never')).toBeNull()
  expect(sumOf(parsePrometheus('a -1'), 'a')).toBeNull()
  expect(labelValues(samples, 'model')).toEqual(['acme/m', 'x'])
})

test('any text yields finite figures', () => {
  expectSound(parsePrometheus, page)
})
