import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { headroom, snapshotIn, startHeadroom } from '../headroom-program.ts'
import { startChild, tempFolder, type Child } from '../processes.ts'

const hostile = 'evil\u001b[31m\nx\u0007'
const harmless = 'evil\ufffd[31m\ufffdx\ufffd'

/** A real program with a hostile name, big enough to be shown on most machines. */
async function startEvil(): Promise<Child> {
  const script = [
    'globalThis.held = Buffer.alloc(5e8).fill(1)',
    `process.title = ${JSON.stringify(hostile)}`,
    "console.log('up')",
    'setInterval(() => {}, 1e6)',
  ].join(';')
  const child = startChild([process.execPath, '-e', script, 'x'.repeat(100)])
  await child.printed(/up/)
  return child
}

// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

/** As if no other program had run meanwhile. */
function withOnly(pid: number, recording: string): string {
  const all = /"kind":"dir","key":"\/proc","ok":true,"text":"(?:[^"\\]|\\.)*"/g
  return recording.replace(all, `"kind":"dir","key":"/proc","ok":true,"text":"[\\"${pid}\\"]"`)
}

describe('the name of a hostile program', () => {
  test('brings no terminal escape into status, watch and doctor', async () => {
    await startEvil()
    const watch = startHeadroom('watch')
    for (const command of ['status', 'doctor']) {
      const { stdout } = await headroom(command)
      expect(stdout).toMatch(/\n/)
      expect(stdout).not.toMatch(controls)
    }
    await watch.printed(/\n.*\n/)
    expect(watch.stdout()).not.toMatch(controls)
  })

  test('is shown with marks in place of its escapes, on one line', async () => {
    const evil = await startEvil()
    const path = join(tempFolder(), 'recording.jsonl')
    await headroom('record', '--out', path, '--for', '1s')
    writeFileSync(path, withOnly(evil.pid, readFileSync(path, 'utf8')))
    const { stdout } = await headroom('replay', path, '--speed', '100')
    expect(stdout).not.toMatch(controls)
    expect(stdout.split('\n')[0]).toContain(` MB ${harmless}`)
  })

  test('is escaped in JSON, and comes out of it as it is', async () => {
    await startEvil()
    const { stdout } = await headroom('status', '--json')
    expect(stdout.trimEnd()).not.toMatch(controls)
    expect(stdout.trimEnd()).not.toContain('\n')
    expect(snapshotIn(stdout).apps.map(({ name }) => name)).toContain(hostile)
  })
})
