import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../../processes.ts'
import { suite } from '../suites/foretold.ts'

// composed by us, in the form of the corpus
const granted = [
  'ggml_metal_device_init: recommendedMaxWorkingSetSize  = 12000.00 MB',
  'load_tensors:  MTL0_Mapped model buffer size =  9000.00 MiB',
  'llama_kv_cache:       MTL0 KV buffer size = 4000.00 MiB',
]
const compute = 'sched_reserve:       CPU compute buffer size =   10.00 MiB'
const refused = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 2048.00 MiB'

function measured(lines: readonly string[], sidecar: Readonly<Record<string, unknown>>) {
  const folder = tempFolder()
  mkdirSync(join(folder, 'llama.cpp'))
  writeFileSync(join(folder, 'llama.cpp', 'a.log'), lines.join('\n'))
  const classes = sidecar['classes'] ?? ['metal-alloc-failed']
  writeFileSync(
    join(folder, 'llama.cpp', 'a.json'),
    JSON.stringify({ program: 'llama.cpp', facts: {}, ...sidecar, classes }),
  )
  return suite.run(folder, new Map())
}

const possible = { key_line: refused, foretell: { possible: true } }

describe('the suite "foretold"', () => {
  test('a failure is foretold by an alert that stands above its line', async () => {
    const { total, right, wrong, further } = await measured(
      [...granted, compute, refused],
      possible,
    )
    expect([total, right, wrong]).toEqual([1, 1, []])
    expect(further).toMatchObject({
      foretellable: 1,
      foretold: 1,
      falseAlerts: 0,
      leadLines: { each: [2], median: 2 },
      cases: [
        {
          id: 'llama.cpp/a',
          possible: true,
          justified: null,
          alert: { line: granted[2], lineNumber: 3, rule: 'will-not-fit' },
          keyLine: 5,
          leadLines: 2,
        },
      ],
    })
  })

  test('and not by what comes with it or below it', async () => {
    const later = await measured([refused, ...granted], possible)
    expect(later.right).toBe(0)
    expect(later.wrong).toMatchObject([{ id: 'llama.cpp/a', field: 'foretold' }])
    expect(later.further).toMatchObject({
      foretellable: 1,
      foretold: 0,
      leadLines: { median: null },
    })
  })

  test('nor by an alert of the failure itself', async () => {
    const { further } = await measured([refused, compute], {
      key_line: compute,
      foretell: { possible: true },
    })
    expect(further).toMatchObject({ foretold: 0, cases: [{ alert: null, keyLine: 2 }] })
  })
})

describe('where no warning is right', () => {
  test('an early warning is a false alert', async () => {
    const fine = { classes: ['none'], foretell: { possible: false, alert_justified: false } }
    const { right, wrong, further } = await measured(granted, fine)
    expect([right, wrong.length, further?.['falseAlerts']]).toEqual([0, 1, 1])
    expect(wrong[0]).toMatchObject({ field: 'false alert' })
    const justified = { ...fine, foretell: { possible: false, alert_justified: true } }
    expect((await measured(granted, justified)).further).toMatchObject({
      falseAlerts: 0,
      foretellable: 0,
      foretold: 0,
    })
  })

  test('so is one of a failure where nothing failed, and not where something did', async () => {
    const foretell = { possible: false, alert_justified: false }
    const none = await measured([refused], { classes: ['none'], foretell })
    expect(none.further).toMatchObject({ falseAlerts: 1 })
    const failed = await measured([refused], { foretell })
    expect(failed.further).toMatchObject({ falseAlerts: 0 })
  })
})
