import type { LineMark, ShownLine, ShownLog } from '../../src/shared/log-view.ts'
import { roomyMac } from './fit-page.ts'
import { giveLogs, type GivenLogs } from './give-logs.ts'
import { hostileNames } from './hostile-names.ts'
import type { ScreenState, Showing } from './screen-state.ts'
import { openedAt } from './states-of-details.ts'

const log: ShownLog = {
  path: '/Users/ada/.ollama/logs/server.log',
  program: 'Ollama',
  isOwn: false,
  changedAtMs: roomyMac.atMs - 42_000,
  trouble: null,
}
const own: ShownLog = {
  path: '/Volumes/models/llama-server/qwen3-coder-480b-with-a-very-long-name.log',
  program: null,
  isOwn: true,
  changedAtMs: null,
  trouble: 'permission denied',
}

// composed in the forms of llama-server and ggml-metal-device.m
const marked: Readonly<Record<number, readonly [string, LineMark]>> = {
  4: [
    'llama_model_loader: loaded meta data with 26 key-value pairs and 255 tensors from /models/qwen3-8b.gguf',
    { kind: 'load' },
  ],
  5: ['llama_context: n_ctx         = 32768', { kind: 'figure' }],
  31: [
    'slot update_slots: id  0 | task 91 | new prompt, n_ctx_slot = 32768, task.n_tokens = 32100',
    { kind: 'notice' },
  ],
  33: ['slot get_availabl: id  0 | task -1 | selected slot by LCP similarity', { kind: 'work' }],
  36: [
    'ggml_metal_buffer_init: error: failed to allocate buffer, size =  8480.00 MiB',
    { kind: 'failure', class: 'metal-alloc-failed' },
  ],
}
const prompts: Readonly<Record<number, string>> = {
  20: 'User: what is the tallest lighthouse?',
  21: 'It stands in the harbour of Jeddah.',
  22: '',
}
const lineOf = (lineNumber: number, showsPrompts: boolean): ShownLine => {
  const [text, mark] = marked[lineNumber] ?? [
    `srv  update_slots: id  0 | task ${lineNumber} | n_tokens = ${2_048 + lineNumber}`,
    null,
  ]
  const prompt = prompts[lineNumber]
  return { lineNumber, text: prompt === undefined ? text : showsPrompts ? prompt : null, mark }
}
const linesOf = (showsPrompts: boolean): readonly ShownLine[] =>
  Array.from({ length: 40 }, (_, at) => lineOf(at + 1, showsPrompts))

const state = (
  name: string,
  given: Partial<GivenLogs>,
  then: (showing: Showing) => Promise<void> = async () => undefined,
): ScreenState => ({
  name: `log${name}`,
  show: async (showing) => {
    await giveLogs(showing.page, given)
    await openedAt(showing, roomyMac, 'log')
    if (given.lines !== undefined && given.refusal === undefined)
      await showing.page.locator('[data-index]').first().waitFor()
    await then(showing)
    return roomyMac
  },
})

const whole = { logs: [log, own], lines: linesOf(false), withPrompts: linesOf(true) }
const ask = async ({ page }: Showing): Promise<void> => {
  await page.locator('[data-hidden-lines]').click()
  await page.locator('[role="group"] button').last().waitFor()
}

export const logStates: readonly ScreenState[] = [
  state('', whole),
  state('-failure', whole, async ({ page }) => {
    await page.locator('[data-index]').filter({ hasText: 'failed to allocate' }).click()
  }),
  state('-searched', whole, async ({ page }) => {
    await page.getByRole('searchbox').fill('N_TOKENS')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox').last().check()
  }),
  state('-asked', whole, ask),
  state('-with-prompts', whole, async (showing) => {
    await ask(showing)
    await showing.page.locator('[role="group"] button').last().click()
    await showing.page.locator('[data-index]').filter({ hasText: 'lighthouse' }).waitFor()
  }),
  state('-nothing-listed', whole, async ({ page }) => {
    await page.getByRole('searchbox').fill('nowhere')
    await page.getByRole('checkbox').first().check()
  }),
  state('-unread', { logs: [own], lines: [], refusal: 'permission denied' }),
  state('-empty', { logs: [log], lines: [], refusal: null }),
  state('-none', {}),
  state('-hostile', {
    logs: [{ ...log, path: `/tmp/${hostileNames.markup}.log`, program: hostileNames.markup }],
    lines: Object.values(hostileNames).map((text, at) => ({
      lineNumber: at + 1,
      text: text.replaceAll('\n', ' '),
      mark: null,
    })),
  }),
]
