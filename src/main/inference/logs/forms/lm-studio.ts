import type { MessageForm } from '../message-form.ts'
import { countIn, known, sizeIn } from '../figures.ts'
import { formsOf, says } from './form.ts'

const form = formsOf('lm-studio')

// 2025-05-28 16:37:02 [INFO] [LM STUDIO SERVER] Success! HTTP server listening on port 1234
//         ...[INFO] [LM STUDIO SERVER] Server stopped.
/** The tag is a prefix of the message, so it stands in `printed` only. */
const serverTag =
  /^\s{0,40}(?:\.{3})?\[?(?:\d{4}-\d\d-\d\d[ T][\d:.,]{1,20}Z?\]?)? {0,4}(?:\[[A-Z]{1,20}\] ?){0,4}\[LM STUDIO SERVER\]/

// [2024-10-10 04:58:26.160] [info]  [AppUpdater] Current version: 0.3.4 (build: 3), new version: 0.3.3
// Estimated GPU Memory: 15.78 GiB   (Confidence: LOW)
// Model load size estimate with raw num offload layers 'max' and context length '8192':
/** What LM Studio and its `lms` say before and beside the engines, which print lines of their own. */
export const lmStudioForms: readonly MessageForm[] = [
  // once at a start and at an end: its tag alone stands on every line
  form(
    'lm-studio-server',
    [
      'Supported endpoints:',
      'HTTP server listening on port',
      'Server stopped.',
      'Logs are saved into',
    ],
    /^/,
    (_, { printed }) =>
      serverTag.test(printed) ? { kind: 'program', program: 'lm-studio', version: null } : null,
  ),
  form(
    'lm-studio-version',
    '[AppUpdater] Current version: ',
    /^(?:\[\w+\] +)?\[AppUpdater\] Current version: (\d+\.\d+\.\d+)/,
    ([, version = null]) => ({ kind: 'program', program: 'lm-studio', version }),
  ),
  // `lms` counts in powers of two and says GiB; the guardrail that refuses stands below, and need not repeat the figure
  form(
    'lm-studio-estimate',
    'Estimated GPU Memory:',
    /^Estimated GPU Memory: +(\d+(?:[.,]\d+)?) ([KMGT]i?B)\b/,
    ([, figure, unit]) => says(known({ triedBytes: sizeIn(figure, unit, 'decimal') })),
  ),
  form(
    'lm-studio-estimate-total',
    'Estimated Total Memory:',
    /^Estimated Total Memory: +(\d+(?:[.,]\d+)?) ([KMGT]i?B)\b/,
    ([, figure, unit]) => says(known({ requiredBytes: sizeIn(figure, unit, 'decimal') })),
  ),
  form(
    'lm-studio-context',
    'Model load size estimate with raw num offload layers',
    /\bModel load size estimate with raw num offload layers '\w+' and context length '(\d+)'/,
    ([, tokens]) => says(known({ contextTokens: countIn(tokens) })),
  ),
  form(
    'lm-studio-failed-path',
    'Failed to load model "',
    /^(?:\[\w+\] +)*Failed to load model "([^"]{1,400})"/,
    ([, path]) => (path === undefined ? null : says({ modelPath: path })),
  ),
  form(
    'lm-studio-load-failed',
    'Failed to load the model',
    /^(?:🥲 )?Failed to load the model$/u,
    () => ({
      kind: 'load-failed',
    }),
  ),
]
