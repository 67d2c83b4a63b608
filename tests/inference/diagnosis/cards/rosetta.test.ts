import { expect, test } from 'vitest'
import { advicesOf, cardFor, commandsOf } from './case-of.ts'

test('each program is installed for arm64 in its own way', () => {
  expect(commandsOf(cardFor('rosetta'))[0]).toBe('/opt/homebrew/bin/brew install llama.cpp')
  expect(commandsOf(cardFor('rosetta', {}, { program: 'llama-cpp-python' }))[0]).toBe(
    'CMAKE_ARGS="-DCMAKE_OSX_ARCHITECTURES=arm64 -DGGML_METAL=on" pip install --force-reinstall --no-cache-dir llama-cpp-python',
  )
})

test('a library of llama-cpp-python is built anew, whoever names it', () => {
  // composed in the form of dyld
  const text =
    "ImportError: dlopen(/opt/x/site-packages/llama_cpp/lib/libllama.dylib, 0x0006): tried: '…' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))"
  expect(commandsOf(cardFor('rosetta', {}, { program: 'shell', line: { text } }))[0]).toMatch(
    /^CMAKE_ARGS=.* pip install/,
  )
})

test('it is proved by sysctl and by file on the Python, not by file on a link', () => {
  const card = cardFor('rosetta', {}, { program: 'pytorch' })
  expect(commandsOf(card)).toContain('sysctl -n sysctl.proc_translated')
  expect(commandsOf(card)).toContain('file -L "$(which python3)"')
  expect(advicesOf(card)).toContain('file $(which ollama)')
})
