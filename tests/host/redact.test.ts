import { describe, expect, test } from 'vitest'
import { createRedact } from '../../src/main/host/redact.ts'

const redact = createRedact(['wilhelmine', 'root', 'al'])
/** Arguments as the kernel tells them. */
const cmdline = (...argv: readonly string[]): string => argv.map((text) => `${text}\0`).join('')

describe('secrets are removed', () => {
  test.each([
    ['llama-server --api-key sesame123 -c 4096', 'llama-server --api-key [removed] -c 4096'],
    ['llama-server --api-key=sesame123', 'llama-server --api-key=[removed]'],
    ['huggingface-cli login --token sesame', 'huggingface-cli login --token [removed]'],
    ['mysql --password=a', 'mysql --password=[removed]'],
    ['HF_TOKEN=abcdefgh123 python x.py', 'HF_TOKEN=[removed] python x.py'],
    ['{"api_key": "abcdefgh123", "n": 1}', '{"api_key": [removed], "n": 1}'],
    ['DB_PASSWORD=pw', 'DB_PASSWORD=[removed]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [removed]'],
    ['Authorization: Basic dXNlcjpwdw==', 'Authorization: Basic [removed]'],
    ['GET http://bob:hunter2@localhost:8080/x', 'GET http://[removed]@localhost:8080/x'],
    ['key sk-proj-abcdefghijklmnop123 used', 'key [removed] used'],
    ['hf_abcdefghijklmnopqrstuvwxyz', '[removed]'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[removed]'],
    ['AKIAABCDEFGHIJKLMNOP', '[removed]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0_x.c2lnbmF0dXJl', '[removed]'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })

  test('from arguments as the kernel tells them', () => {
    const text = cmdline('llama-server', '--api-key', 'sesame', '-m', 'x.gguf', '--token=open')
    const clean = cmdline(
      'llama-server',
      '--api-key',
      '[removed]',
      '-m',
      'x.gguf',
      '--token=[removed]',
    )
    expect(redact(text)).toBe(clean)
  })
})

describe('prompts are removed', () => {
  test('as one argument, however many words they have', () => {
    const text = cmdline('llama-cli', '-p', '"tell" me\nof my \\"love', '--prompt=x\ny', '-c', '9')
    const clean = cmdline('llama-cli', '-p', '[removed]', '--prompt=[removed]', '-c', '9')
    expect(redact(text)).toBe(clean)
  })

  test.each([
    ['llama-cli -m x.gguf -p "my love letter" -n 5', 'llama-cli -m x.gguf -p [removed] -n 5'],
    ["llama-cli --prompt 'my love letter' -n 5", 'llama-cli --prompt [removed] -n 5'],
    ['llama-cli -m x.gguf -p my love letter', 'llama-cli -m x.gguf -p [removed]'],
    [String.raw`llama-cli -p "my \"love\" letter" -n 5`, 'llama-cli -p [removed] -n 5'],
    ['llama-cli --prompt=love -n 5', 'llama-cli --prompt=[removed]'],
    ['llama-cli -sys "be a pirate"', 'llama-cli -sys [removed]'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })
})

describe('names of users are removed', () => {
  test('one name always becomes the same substitute, and two names two', () => {
    const clean = createRedact([])('/home/ann/a.gguf /home/bob/b.gguf /home/ann/c.gguf')
    expect(clean).toBe('/home/user1/a.gguf /home/user2/b.gguf /home/user1/c.gguf')
  })

  test('the own name goes wherever it stands as a word, a short one and root stay', () => {
    const fresh = createRedact(['wilhelmine', 'root', 'al'])
    expect(fresh('wilhelmine: /Users/wilhelmine/x; (wilhelmine)')).toBe(
      'user1: /Users/user1/x; (user1)',
    )
    expect(fresh('root al wilhelmines')).toBe('root al wilhelmines')
  })

  test('names with the signs of patterns are names', () => {
    expect(createRedact(['a.b+c'])('a.b+c axb+c')).toBe('user1 axb+c')
  })

  test('redacting twice changes nothing more', () => {
    const fresh = createRedact(['wilhelmine'])
    const once = fresh('/home/ann/x --token abc wilhelmine -p "x y"')
    expect(fresh(once)).toBe(once)
  })
})

describe('false friends stay as they are', () => {
  test.each([
    'print_info: EOS token        = 2 "</s>"',
    "print_info: EOG token        = 128009 '<|eot_id|>'",
    'llama-server -p 8080 -c 4096',
    cmdline('server', '-p', '8080', '--parallel', '4'),
    'ps -p 4711 -o rss=',
    '/usr/bin/python3 -m mlx_lm.server --model mlx-community/Qwen3-4B-4bit',
    'prompt eval time =     112.91 ms /    15 tokens (    7.53 ms per token)',
    'n_tokens: 512, n_predict = 128',
    'http://127.0.0.1:11434/api/ps',
    '/Users/Shared/models/x.gguf',
    '/home/linuxbrew/.linuxbrew/bin/node',
    'MemTotal:       24683520 kB\nMemFree:        22001234 kB\n',
    '0::/system.slice/ollama.service\n',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
