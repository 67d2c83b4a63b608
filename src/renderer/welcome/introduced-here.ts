/** Of this page's origin. */
const key = 'headroom-introduced'

export function isIntroducedHere(): boolean {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    // SecurityError: this browser keeps nothing for this page
    return false
  }
}

export function keepIntroduced(): void {
  try {
    localStorage.setItem(key, 'yes')
  } catch {
    // SecurityError, QuotaExceededError: it holds for as long as the page is open
  }
}
