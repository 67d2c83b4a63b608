import type { Page } from '@playwright/test'
import { expect } from './loaded-page.ts'
import { readAloud } from './read-aloud.ts'
import { test } from './screen-state.ts'
import { screenStates } from './screen-states.ts'

test.use({ viewport: { width: 380, height: 640 }, locale: 'en-GB' })

const stateOf = (name: string) => {
  const state = screenStates.find((one) => one.name === name)
  if (state === undefined) throw new Error(`no ${name}`)
  return state
}

/** What is said, each as it stands alone. */
const heardOn = async (page: Page): Promise<readonly string[]> =>
  (await readAloud(page)).map((line) => line.trim())

/** Where each of these is said, in the order of the page; -1: it is not. */
const placesOf = (heard: readonly string[], ...parts: readonly RegExp[]): readonly number[] =>
  parts.map((part) => heard.findIndex((line) => part.test(line)))

const inOrder = (places: readonly number[]): readonly number[] =>
  places.toSorted((one, other) => one - other)

/** In the order in which people ask. */
const answers = [
  /^heading: [\d.]+ [GM]B free for models/, // can I load it
  /^image: RAM 34\.4 GB: Weights .+, Room .+; Limit 22\.9 GB; .+ fail past/,
  /^image: Room over the last 10 min: from .+ to .+, lowest .+ at /, // how long
  /^region: Models$/, // who has it
  /^button: Unload gemma3:27b$/, // what do I press
  /^region: Apps by memory$/,
  /^button: Quit app 1$/,
  /^term: Pressure$/,
]

for (const [name, room, word] of [
  ['fine', '4.1 GB', 'plenty'],
  ['full', '900 MB', 'full'],
] as const)
  test(`who listens to a machine that is ${name} hears what there is first, then how long, who has it, and what to press`, async ({
    page,
    showing,
  }) => {
    await stateOf(name).show(showing)
    const heard = await heardOn(page)
    const places = placesOf(heard, ...answers)
    expect(places).not.toContain(-1)
    expect(places).toEqual(inOrder(places))
    const [at = -1] = places
    expect(heard[at]).toContain(`${room} free for models`)
    expect(heard[at + 1]).toBe(word)
  })

test('who listens hears what is about to fail before all else, and what helps before the rest', async ({
  page,
  showing,
}) => {
  await stateOf('alert-running-out').show(showing)
  const heard = await heardOn(page)
  const places = placesOf(
    heard,
    /^region: Alerts$/,
    /^heading: python uses up/,
    /^4\.1 GB left in RAM last about 40 s/,
    /^button: Quit python/,
    /^heading: 4\.1 GB free for models/,
    /^region: Apps by memory$/,
  )
  expect(places).not.toContain(-1)
  expect(places).toEqual(inOrder(places))
})

test('each button says what it is for, and no two say the same', async ({ page, showing }) => {
  await stateOf('models-several').show(showing)
  const buttons = (await heardOn(page)).filter((line) => line.startsWith('button'))
  expect(buttons).toContain('button: Unload gemma3:27b')
  expect(buttons).toContain('button: Quit llama-server to free Qwen3-8B-Q4_K_M.gguf')
  expect(buttons).toContain('button: Quit app 1')
  expect(buttons.filter((line) => /^button(?:: (?:Quit|Unload))?(?:,|$)/.test(line))).toEqual([])
  expect(new Set(buttons).size).toBe(buttons.length)
})
