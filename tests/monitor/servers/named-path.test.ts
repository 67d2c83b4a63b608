import { expect, test } from 'vitest'
import { isNamedBy } from '../../../src/main/monitor/servers/named-path.ts'

const named = (command: string, path: string): boolean => isNamedBy(command.split(' '), path)

test.each([
  ['llama-server -m /m/a.gguf -c 512', '/m/a.gguf'],
  ['llama-server --model=/m/a.gguf', '/m/a.gguf'],
  ['llama-server -m /Volumes/My Disk/a b.gguf -c 512', '/Volumes/My Disk/a b.gguf'],
  ['llama-server -m a.gguf', '/srv/a.gguf'],
  ['llama-server -m ../a.gguf', '../a.gguf'],
  ['llama-server --models-dir /m', '/m/sub/a.gguf'],
  ['llama-server --models-dir=/m/', '/m/a.gguf'],
  ['llama-server --models-dir /Volumes/My Disk', '/Volumes/My Disk/a.gguf'],
  ['vllm serve /m/qwen', '/m/qwen'],
])('%s names %s', (command, path) => {
  expect(named(command, path)).toBe(true)
})

test.each([
  ['llama-server -m /m/a.gguf', '/m/b.gguf'],
  ['llama-server -m /m/a.gguf', '/m/a.ggu'],
  ['llama-server -m /m/a.gguf', '/other/a.gguf'],
  ['llama-server -m a.gguf', '/srv/b.gguf'],
  ['llama-server --models-dir /m', '/models/a.gguf'],
  ['llama-server --models-dir /m', '/m/../etc/a.gguf'],
  ['llama-server --path / -hf a/b', '/etc/a.gguf'],
  ['llama-server -hf a/b', '/hub/a.gguf'],
  ['llama-server --models-dir m/', '/m/'],
  ['llama-server', ''],
])('%s does not name "%s"', (command, path) => {
  expect(named(command, path)).toBe(false)
})
