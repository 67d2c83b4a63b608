import manifest from '../../../package.json' with { type: 'json' }

/** Of this Headroom, as its package says. */
export const version: string = manifest.version
