import { describe, expect, test } from 'vitest'
import { historyCsv } from '../../src/shared/history-csv.ts'
import { toldHistory } from '../history/told-history.ts'
import { recordsInCsv } from './csv-in.ts'

const endMs = Date.UTC(2026, 10, 20, 18)
const history = toldHistory(endMs)

describe('a history as a CSV', () => {
  test('has a row for each point, of UTC, in bytes and watts, empty where nothing was known', () => {
    const rows = recordsInCsv(historyCsv(history, 'points'))
    expect(rows).toHaveLength(history.atMs.length)
    expect(rows[0]).toEqual({
      time: '2026-11-20T17:00:00.000Z',
      span_ms: '60000',
      least_room_bytes: '20000000000',
      most_gpu_in_use_bytes: '1300000000',
      gpu_limit_bytes: '21300000000',
      most_ram_used_bytes: '12000000000',
      ram_bytes: '36000000000',
      most_swap_used_bytes: '0',
      mean_gpu_watts: '3',
    })
    expect(rows[7]).toMatchObject({ least_room_bytes: '', mean_gpu_watts: '' })
    expect(rows.map((row) => Number(row['least_room_bytes'] || Number.NaN))).toEqual(
      history.columns.roomBytes.map((bytes) => bytes ?? Number.NaN),
    )
  })

  test('is its names alone where nothing is kept', () => {
    const none = { ...history, atMs: [], events: [] }
    for (const table of ['points', 'events'] as const)
      expect(recordsInCsv(historyCsv(none, table))).toEqual([])
  })
})

describe('what happened, as a CSV', () => {
  test('has a row for each event, with what is known of its kind', () => {
    const rows = recordsInCsv(historyCsv(history, 'events'))
    expect(rows.map(({ kind }) => kind)).toEqual(history.events.map(({ kind }) => kind))
    const [load, prompt, alert, failed, , act, quit] = rows
    expect(load).toMatchObject({
      time: '2026-11-20T17:10:00.000Z',
      what: 'qwen3:30b-a3b',
      load: 'loaded',
      load_took_ms: '21000',
      load_need_bytes: '18900000000',
      act: '',
      severity: '',
    })
    expect(
      Object.values(prompt ?? {})
        .slice(3)
        .join(''),
    ).toBe('')
    expect(alert).toMatchObject({ severity: 'imminent', rule: 'will-not-fit', load: '' })
    expect(failed).toMatchObject({ load: 'failed', load_took_ms: '61000', load_need_bytes: '' })
    expect(act).toMatchObject({
      act: 'unload',
      act_by: 'policy',
      act_expected_bytes: '18400000000',
      act_returned_bytes: '17900000000',
    })
    expect(quit).toMatchObject({ act: 'quit', act_by: 'person', act_returned_bytes: '' })
  })

  test('says from which other machine an act was asked', () => {
    const more = {
      kind: 'act',
      act: 'quit',
      by: 'person',
      from: '=1\u001b[31m',
      expectedBytes: null,
      returnedBytes: null,
    } as const
    const events = [{ atMs: endMs, kind: 'act' as const, what: 'an app', more }]
    const [row] = recordsInCsv(historyCsv({ ...history, events }, 'events'))
    expect(row?.['act_from']).toBe("'=1\ufffd[31m")
  })

  test('brings no formula and no control character of a foreign name along', () => {
    const evil = '=HYPERLINK("http://127.0.0.1","\u001b[31mfree\r\nGB")'
    const events = [{ atMs: endMs, kind: 'load' as const, what: evil, more: null }]
    const text = historyCsv({ ...history, events }, 'events')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
    const [row] = recordsInCsv(text)
    expect(row?.['what']).toBe(`'=HYPERLINK("http://127.0.0.1","\ufffd[31mfree\ufffd\ufffdGB")`)
  })
})
