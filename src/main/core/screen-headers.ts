/**
 * What every shell sends along with a screen: it loads its own files and speaks to nobody, but to its server where
 * `connect` says so. No inline script or style, no frame around it (design §8).
 */
export const screenHeaders = (connect: "'self'" | "'none'"): Readonly<Record<string, string>> => ({
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    `connect-src ${connect}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
})
