globalThis.changes = []
document.addEventListener('visibilitychange', () => changes.push(document.visibilityState))
globalThis.keys = []
for (const name of ['keydown', 'keypress', 'keyup'])
  document.addEventListener(name, ({ key }) => keys.push(`${name} ${key}`))
document.querySelector('#state').textContent = typeof window.fixture
