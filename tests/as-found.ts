import process from 'node:process'
import { afterAll, expect } from 'vitest'
import { byteUnits } from '../src/shared/unit-system.ts'

/** What a file of tests could leave behind for the next one in its process. */
const found = () => ({
  folder: process.cwd(),
  units: byteUnits(),
  // what begins with two underscores is a library's own
  globals: Object.getOwnPropertyNames(globalThis)
    .filter((name) => !name.startsWith('__'))
    .toSorted(),
  timers: [globalThis.setTimeout, globalThis.setInterval, globalThis.Date],
})

const before = found()
const environment = { ...process.env }

/** By name alone: CI shows what a test says, and its environment may hold secrets. */
const changedVariables = (): readonly string[] =>
  [...new Set([...Object.keys(environment), ...Object.keys(process.env)])].filter(
    (name) => environment[name] !== process.env[name],
  )

afterAll(() => {
  expect(found(), 'as it was before this file').toEqual(before)
  expect(changedVariables(), 'as it was before this file').toEqual([])
})
