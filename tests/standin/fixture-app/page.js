globalThis.changes = []
document.addEventListener('visibilitychange', () => changes.push(document.visibilityState))
document.querySelector('#state').textContent = typeof window.fixture
