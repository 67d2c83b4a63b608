import { expect, test } from 'vitest'
import { llamaApp } from '../../../src/main/inference/servers/llama-app.ts'
import { processOf } from '../told.ts'

test('the menu-bar app is known under its old and its new name', () => {
  const apps = '/Applications'
  const isApp = (command: string): boolean => llamaApp.isProcess(processOf(command))
  expect(isApp(`${apps}/LlamaBarn.app/Contents/MacOS/LlamaBarn`)).toBe(true)
  expect(isApp(`${apps}/Llama.app/Contents/MacOS/Llama`)).toBe(true)
  expect(isApp('/usr/local/bin/Llama')).toBe(false)
  expect(isApp('/usr/local/bin/llama serve --port 9931')).toBe(false)
})

test('it is asked nothing, and a model is unloaded in it', () => {
  expect([llamaApp.marks, llamaApp.polls, llamaApp.answers]).toEqual([[], [], []])
  expect(llamaApp.unload).toEqual({ kind: 'none', reason: 'unload it in the menu of Llama' })
})
