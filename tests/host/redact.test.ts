import { describe, expect, test } from 'vitest'
import { createRedact } from '../../src/main/host/redact.ts'

const redact = createRedact(['wilhelmine', 'root', 'al'])
/** Arguments as the kernel tells them. */
const cmdline = (...argv: readonly string[]): string => argv.map((text) => `${text}\0`).join('')
const withRemoved = (options: string): string => `bot ${options.replaceAll('?', '[removed]')}`

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
    ['bot --db-password hunter2 -n 1', 'bot --db-password [removed] -n 1'],
    ['bot --bot-token=abc -n 1', 'bot --bot-token=[removed] -n 1'],
    ['bot --openai-api-key abc -n 1', 'bot --openai-api-key [removed] -n 1'],
    ['bot --hf-token abc -n 1', 'bot --hf-token [removed] -n 1'],
    ['bot --hfToken abc --apiKey=def', 'bot --hfToken [removed] --apiKey=[removed]'],
    [
      'bot --aws-credentials abc --client-secret=d',
      withRemoved('--aws-credentials ? --client-secret=?'),
    ],
    ['bot --ssl-key abc --token-of-bot def', withRemoved('--ssl-key ? --token-of-bot ?')],
    ['bot --password "two words" -n 1', 'bot --password [removed] -n 1'],
    ["bot --password='two words' -n 1", 'bot --password=[removed] -n 1'],
    ['bot --password a,b -n 1', 'bot --password [removed] -n 1'],
    ['["bot","--api-key","abc","-n"]', '["bot","--api-key","[removed]","-n"]'],
    [String.raw`/bin/sh -c "bot --token \"abc\" -n"`, '/bin/sh -c "bot --token [removed] -n"'],
    ['bot --key-file /a --token b', 'bot --key-file /a --token [removed]'],
    ['curl -u ann:hunter2 http://x', 'curl -u [removed] http://x'],
    ['curl -uann:hunter2 http://x', 'curl -u[removed] http://x'],
    ['curl --user "ann:two words" http://x', 'curl --user [removed] http://x'],
    ['curl --user=ann:hunter2 http://x', 'curl --user=[removed] http://x'],
    ['mysql -h db -phunter2 shop', 'mysql -h db -p[removed] shop'],
    ['/usr/bin/mysqldump -phunter2 shop', '/usr/bin/mysqldump -p[removed] shop'],
    ['mariadb -u ann -phunter2\nnext -pline', 'mariadb -u ann -p[removed]\nnext -pline'],
    ['mysqladmin -phunter2 status', 'mysqladmin -p[removed] status'],
    ['TOKEN=a python x.py', 'TOKEN=[removed] python x.py'],
    ['export API_KEY="a b" C=1', 'export API_KEY=[removed] C=1'],
    ['AWS_SECRET_ACCESS_KEY=a/b+c x', 'AWS_SECRET_ACCESS_KEY=[removed] x'],
    ['redis://:hunter2@localhost', 'redis://[removed]@localhost'],
    [String.raw`{"body":"{\"token\":\"abcdefgh\"}"}`, String.raw`{"body":"{\"token\":[removed]}"}`],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })
})

describe('secrets are removed wherever they stand', () => {
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

  test.each([
    [
      ['bot', '--db-password', 'two words', '-n'],
      ['bot', '--db-password', '[removed]', '-n'],
    ],
    [
      ['bot', '--bot-token=two words', '-n'],
      ['bot', '--bot-token=[removed]', '-n'],
    ],
    [
      ['bot', '--key-file', '/a', '--hf-token', 'b'],
      ['bot', '--key-file', '/a', '--hf-token', '[removed]'],
    ],
    [
      ['curl', '-u', 'ann:two words', 'x'],
      ['curl', '-u', '[removed]', 'x'],
    ],
    [
      ['curl', '--user', 'ann:b', 'x'],
      ['curl', '--user', '[removed]', 'x'],
    ],
    [
      ['/bin/mysql', '-e', 'a\nb', '-phunter2', 'shop'],
      ['/bin/mysql', '-e', 'a\nb', '-p[removed]', 'shop'],
    ],
    [
      ['env', 'DB_PASSWORD=two words', 'x'],
      ['env', 'DB_PASSWORD=[removed]', 'x'],
    ],
    [
      ['docker', 'run', '-e', 'TOKEN=a', 'x'],
      ['docker', 'run', '-e', 'TOKEN=[removed]', 'x'],
    ],
  ])('%j', (argv, clean) => {
    expect(redact(cmdline(...argv))).toBe(cmdline(...clean))
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
    ['llama-cli --prompt 2024', 'llama-cli --prompt [removed]'],
    ['llama-cli --system-prompt 2024', 'llama-cli --system-prompt [removed]'],
    ['ollama run llama3.2:3b tell me "more"', 'ollama run llama3.2:3b [removed]'],
    [
      'ollama run --verbose --format json m --think=low tell me',
      'ollama run --verbose --format json m --think=low [removed]',
    ],
    ['ollama run --keepalive 5m m hi\nnext', 'ollama run --keepalive 5m m [removed]\nnext'],
    ['llm "my love letter" -n', 'llm [removed] -n'],
    [
      '/usr/bin/python3 /opt/bin/llm -m gpt my love',
      '/usr/bin/python3 /opt/bin/llm -m gpt [removed]',
    ],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })
})

describe('prompts among arguments are removed', () => {
  test.each([
    [
      ['llama-cli', '--prompt', '2024', '-n'],
      ['llama-cli', '--prompt', '[removed]', '-n'],
    ],
    [
      ['ollama', 'run', 'm', 'tell', 'me\nmore'],
      ['ollama', 'run', 'm', '[removed]'],
    ],
    [
      ['/bin/ollama', 'run', '--format', 'json', 'm', '--verbose', 'hi'],
      ['/bin/ollama', 'run', '--format', 'json', 'm', '--verbose', '[removed]'],
    ],
    [
      ['llm', 'my love'],
      ['llm', '[removed]'],
    ],
    [
      ['/opt/bin/python3.12', '/opt/bin/llm', '-m', 'gpt', 'my', 'love'],
      ['/opt/bin/python3.12', '/opt/bin/llm', '-m', 'gpt', '[removed]'],
    ],
  ])('%j', (argv, clean) => {
    expect(redact(cmdline(...argv))).toBe(cmdline(...clean))
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
    "EOS token = 2 '</s>'",
    '"eos_token":"<|end_of_text|>"',
    'n_tokens = 512',
    'server --keep 5 --max-tokens 512 --eos-token-id 2',
    'server --key-file /etc/key.pem --token-file /run/token',
    cmdline('server', '--key-file', '/etc/key.pem', '--token-file', '/run/token'),
    'see KEYS.md',
    'monkey=1 MONKEY=1 MAX_TOKENS=5 TOKENIZERS_PARALLELISM=false',
    cmdline('env', 'MONKEY=1', 'TOKEN_FILE=/run/token', 'x'),
    'llama_model_loader: - kv 20: tokenizer.ggml.eos_token_id u32 = 2',
    'tokenizer.ggml.eos_token_id = 2',
    'llama-server --cache-type-k q8_0 --use-token --port 80',
    'llama-server --override-kv tokenizer.ggml.add_bos_token=bool:false',
    cmdline('server', '--cache-type-k', 'q8_0'),
    cmdline('server', '--override-kv', 'tokenizer.ggml.add_bos_token=bool:false'),
    'docker run --user 1000:1000 -p 127.0.0.1:8080:80 x',
    'python -u http://localhost/x',
    '/usr/bin/ollama runner --model /x/y --port 4711',
    'ollama run llama3.2\nollama run --format json m --verbose\nollama serve',
    'mysqld -pidfile\nmysql --port=1 -P3306 -h x',
    cmdline('server', '-m', '/models/llm', '--port', '80'),
    cmdline('llm', 'models', 'list'),
    'llm_load_tensors: offloaded',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})
